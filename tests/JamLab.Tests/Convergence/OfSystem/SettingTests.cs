using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Resources;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.OfSystem;

public sealed class SettingTests
{
    private static readonly PathInfo FileThere = PathInfo.Missing with { Type = PathType.File, Mode = 0b110_100_100, Owner = "root", Group = "root" };

    [Fact]
    public void A_kernel_setting()
    {
        var ports = new Sysctl("net.ipv4.ip_local_port_range", "1024  65000");
        var live = new SysctlFact(ports.Key);
        const string file = "/etc/sysctl.d/zz-jamlab-net.ipv4.ip_local_port_range.conf";
        (Fact, object)[] kept = [(new PathFact(file), FileThere), (ports.Facts.OfType<ContentFact>().Single(), Text("net.ipv4.ip_local_port_range = 1024 65000\n"))];
        new Cases()
            .Add("new", ports, (live, new SysctlInfo("32768 60999", CanBeSet: true, InContainer: false)))
            .Add("as it should be", ports, [.. kept, (live, new SysctlInfo("1024 65000", CanBeSet: true, InContainer: false))])
            .Add("changed by somebody since", ports, [.. kept, (live, new SysctlInfo("32768 60999", CanBeSet: true, InContainer: false))])
            .Add("that a container cannot set", ports, [.. kept, (live, new SysctlInfo("32768 60999", CanBeSet: false, InContainer: true))])
            .Add("that a container does not have", ports, [.. kept, (live, new SysctlInfo(null, CanBeSet: false, InContainer: true))])
            .Add("that no kernel has", ports, kept)
            .Add("to go", ports with { Absent = true }, (new PathFact(file), FileThere))
            .Add("gone", ports with { Absent = true })
            .Match("Sysctl");
    }

    [Theory]
    [InlineData("net.ipv4.ip_forward", "/proc/sys/net/ipv4/ip_forward")]
    [InlineData("net.ipv4.conf.eth0/5.forwarding", "/proc/sys/net/ipv4/conf/eth0.5/forwarding")]
    [InlineData("net/ipv4/conf/eth0.5/forwarding", "/proc/sys/net/ipv4/conf/eth0.5/forwarding")]
    public void A_setting_is_where_sysctl_says(string key, string path) => new SysctlFact(key).Path.ShouldBe(path);

    [Fact]
    public void Values_are_read_with_single_spaces()
    {
        SysctlFact[] facts = [new("a.b"), new("a.c"), new("a.d"), new("a.e")];
        facts[0].Kind.Read(facts, ["machine there yes 32768\t60999", "machine missing", "container there no 1", "container there yes "]).ShouldBe(
        [
            new SysctlInfo("32768 60999", true, false), new SysctlInfo(null, false, false), new SysctlInfo("1", false, true), new SysctlInfo("", true, true),
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../kernel")]
    [InlineData("a b")]
    public void A_setting_that_is_none_is_refused(string key) => Should.Throw<ArgumentException>(() => new Sysctl(key, "1"));

    [Fact]
    public void A_host_name()
    {
        var name = new Hostname("vb0");
        var held = name.Facts.OfType<ContentFact>().Single();
        new Cases()
            .Add("as it should be", name, (new PathFact("/etc/hostname"), FileThere), (held, Text("vb0\n")))
            .Add("another", new Hostname("vb1"), (new PathFact("/etc/hostname"), FileThere), (new ContentFact("/etc/hostname", new HostText("vb1\n").Sha256), Text("vb0\n")))
            .Match("Hostname");
        Should.Throw<ArgumentException>(() => new Hostname("a.b"));
        Should.Throw<ArgumentException>(() => new Hostname("-a"));
    }

    [Fact]
    public void A_time_zone()
    {
        var zone = new JamLab.Convergence.Resources.TimeZone("Europe/Berlin");
        var link = new PathFact("/etc/localtime");
        var file = new ContentFact("/etc/timezone", null);
        var there = PathInfo.Missing with { Type = PathType.Link };
        new Cases()
            .Add("as it should be", zone, (link, there with { Target = "../usr/share/zoneinfo/Europe/Berlin" }))
            .Add("another, with the file of Debian 12", zone, (link, there with { Target = "/usr/share/zoneinfo/Etc/UTC" }), (file, Text("Etc/UTC\n")))
            .Add("a copy instead of a link", zone, (link, FileThere))
            .Add("none", zone)
            .Match("TimeZone");
        Should.Throw<ArgumentException>(() => new JamLab.Convergence.Resources.TimeZone("../../etc/passwd"));
    }

    [Fact]
    public void A_hosts_entry()
    {
        const string text = "127.0.0.1 localhost\n10.0.0.5\tvb0.lab  vb0 # first\n10.0.0.5 old\n::1 localhost\n";
        (Fact, object)[] Hosts(string held) => [(new PathFact("/etc/hosts"), FileThere), (new ContentFact("/etc/hosts", null), Text(held))];
        new Cases()
            .Add("new", new HostsEntry("10.0.0.6", "vb1.lab", "vb1"), Hosts(text))
            .Add("there twice", new HostsEntry("10.0.0.5", "vb0.lab", "vb0"), Hosts(text))
            .Add("as it should be", new HostsEntry("127.0.0.1", "localhost"), Hosts(text))
            .Add("other names", new HostsEntry("127.0.0.1", "localhost", "me"), Hosts(text))
            .Add("to go", new HostsEntry("10.0.0.5") { IsAbsent = true }, Hosts(text))
            .Add("gone", new HostsEntry("10.0.0.9") { IsAbsent = true }, Hosts(text))
            .Match("HostsEntry");
    }

    [Fact]
    public void Entries_of_one_plan_build_on_each_other()
    {
        HostsEntry[] entries = [new("10.0.0.1", "a"), new("10.0.0.2", "b")];
        var facts = Cases.Host(entries[0], Cases.Debian, (new PathFact("/etc/hosts"), FileThere), (new ContentFact("/etc/hosts", null), Text("127.0.0.1 localhost\n")));
        foreach (var entry in entries)
            facts.Take(entry.Diff(facts).ShouldNotBeNull());
        facts.Planned("/etc/hosts").ShouldNotBeNull().Reveal().ShouldBe("127.0.0.1 localhost\n10.0.0.1 a\n10.0.0.2 b\n");
    }

    [Fact]
    public void A_mount()
    {
        const string line = "nas0:/export/media /srv/media nfs ro,soft 0 0\n";
        var media = new Mount("/srv/media", "nas0:/export/media", "nfs") { Options = "ro,soft" };
        var scratch = new Mount("/srv/scratch", "tmpfs", "tmpfs") { Options = "size=64m,nosuid" };
        (Fact, object)[] Fstab(string text) => [(new PathFact("/etc/fstab"), FileThere), (new ContentFact("/etc/fstab", null), Text(text))];
        (Fact, object) Mounted(string lines) => (MountsFact.Instance, MountsFact.Instance.Kind.Read([MountsFact.Instance], lines.Split('\n'))[0]);
        const string nfs = "60 1 0:50 / /srv/media ro,relatime shared:9 - nfs4 nas0:/export/media ro,vers=4.2";
        const string tmpfs = "61 1 0:51 / /srv/scratch rw,relatime - tmpfs tmpfs rw,size=65536k";
        new Cases()
            .Add("new", media, Fstab("# none\n"))
            .Add("as it should be", media, [.. Fstab(line), Mounted(nfs)])
            .Add("not mounted", media, Fstab(line))
            .Add("other options", media with { Options = "rw" }, [.. Fstab(line), Mounted(nfs)])
            .Add("an option that the mount lacks", scratch, [.. Fstab("tmpfs /srv/scratch tmpfs size=64m,nosuid 0 0\n"), Mounted(tmpfs)])
            .Add("something else mounted there", new Mount("/srv/scratch", "nas0:/export/media", "nfs"), [.. Fstab(""), Mounted(tmpfs)])
            .Add("a directory at a second place", new Mount("/srv/two", "/srv/data/two", "bind"), [.. Fstab("/srv/data/two /srv/two none bind 0 0\n"), Mounted("62 1 8:1 /data/two /srv/two rw - ext4 /dev/sda1 rw")])
            .Add("to go", media with { Absent = true }, [.. Fstab(line), Mounted(nfs)])
            .Add("gone", media with { Absent = true }, Fstab("# none\n"))
            .Add("with spaces, not mounted by itself", new Mount("/srv/my data", "/dev/sdb1", "ext4") { Options = "noauto", Pass = 2 }, Fstab(""))
            .Match("Mount");
    }

    private static ContentInfo Text(string text) => new(new HostText(text).Sha256, new HostText(text).Bytes.ToArray());
}
