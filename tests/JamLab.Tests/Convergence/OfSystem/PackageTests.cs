using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Resources;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Convergence.OfSystem;

public sealed class PackageTests
{
    private static readonly Package Haproxy = new("haproxy");
    private static readonly PathInfo PinThere = PathInfo.Missing with { Type = PathType.File, Mode = 0b110_100_100, Owner = "root", Group = "root" };

    [Fact]
    public void A_package()
    {
        var pinned = Haproxy with { Version = "2.6.*" };
        var pin = pinned.Facts.OfType<ContentFact>().Single();
        var fromFile = Haproxy with { FromFile = "/var/cache/jamlab/haproxy.deb" };
        new Cases()
            .Add("there", Haproxy, Is("2.6.12-1"))
            .Add("missing", Haproxy)
            .Add("another version will do", pinned, Is("2.6.9-1"), (pin, new ContentInfo(pin.Unless, null)), (new PathFact(pin.Path), PinThere))
            .Add("not another version", pinned, Is("2.8.1-1"))
            .Add("no longer pinned", Haproxy, Is("2.6.9-1"), (new PathFact(pin.Path), PinThere))
            .Add("missing, to be held", Haproxy with { Hold = true })
            .Add("held already", Haproxy with { Hold = true }, Is("2.6.9-1", held: true))
            .Add("held no longer", Haproxy with { Hold = false }, Is("2.6.9-1", held: true))
            .Add("to go", Haproxy with { Absent = true }, Is("2.6.9-1"))
            .Add("gone", Haproxy with { Absent = true })
            .Add("from a file", fromFile, (new PackageFileFact(fromFile.FromFile!), new PackageFileInfo("2.9-1")))
            .Add("from a file with another version", fromFile, Is("2.6.9-1"), (new PackageFileFact(fromFile.FromFile!), new PackageFileInfo("2.9-1")))
            .Add("from a file with this version", fromFile, Is("2.9-1"), (new PackageFileFact(fromFile.FromFile!), new PackageFileInfo("2.9-1")))
            .Match("Package");
    }

    [Fact]
    public void A_package_of_dnf()
    {
        void Add(Cases cases, string title, Resource resource, params (Fact, object)[] answers) => cases.Add(title, resource, Cases.Host(resource, Cases.Rocky, answers));
        var cases = new Cases();
        Add(cases, "missing", Haproxy with { Version = "2.6.*", Hold = true });
        Add(cases, "to go", Haproxy with { Absent = true }, Is("2.6.9-1.el9"));
        Add(cases, "several", new Packages("curl", "jq"), (new PackageFact("curl"), new PackageInfo("7.76.1-29.el9", false)));
        cases.Match("PackageOfDnf");
    }

    [Fact]
    public void Several_that_are_missing_are_installed_at_once_and_nobody_installs_them_again()
    {
        var packages = new Packages("curl", "jq", "tmux");
        var facts = Cases.Host(new Packages("curl", "jq", "tmux", "haproxy"), Cases.Debian, [.. Haproxy.Facts.Where(fact => fact is PathFact).Select(fact => (fact, (object)PathInfo.Missing)), (new PackageFact("jq"), new PackageInfo("1.6-2.1", false))]);
        var change = packages.Diff(facts).ShouldNotBeNull();
        change.Script.Reveal().ShouldEndWith("j_install may curl tmux\n");
        facts.Take(change);
        new Packages("tmux").Diff(facts).ShouldBeNull();
        new Packages("haproxy").Diff(facts).ShouldNotBeNull();
    }

    [Fact]
    public void Lists_are_fetched_anew_when_a_repository_changes_in_the_same_plan()
    {
        var repository = new PackageRepository("extra", "http://example.test/debian") { Trusted = true };
        var facts = Cases.Host(repository, Cases.Debian, [.. Haproxy.Facts.Select(fact => (fact, fact is PackageFact ? PackageInfo.None : fact is PathFact ? (object)PathInfo.Missing : ContentInfo.Missing))]);
        facts.Take(repository.Diff(facts).ShouldNotBeNull());
        Haproxy.Diff(facts).ShouldNotBeNull().Script.Reveal().ShouldEndWith("j_install must haproxy\n");
    }

    [Fact]
    public void A_repository()
    {
        var key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\nabc\n-----END PGP PUBLIC KEY BLOCK-----\n";
        var repository = new PackageRepository("hashicorp", "https://apt.releases.hashicorp.com") { Key = key };
        const string old = "Types: deb\nURIs: https://old.test\nSuites: bookworm\nComponents: main\nSigned-By: /etc/apt/keyrings/hashicorp.asc\n";
        var keyThere = (new ContentFact("/etc/apt/keyrings/hashicorp.asc", new HostText(key).Sha256), (object)new ContentInfo(new HostText(key).Sha256, null));
        var keyFile = (new PathFact("/etc/apt/keyrings/hashicorp.asc"), (object)PinThere);
        var file = new ContentFact("/etc/apt/sources.list.d/hashicorp.sources", null);
        var fileThere = (new PathFact("/etc/apt/sources.list.d/hashicorp.sources"), (object)PinThere);
        var text = Text(old.Replace("https://old.test", repository.Address, StringComparison.Ordinal));
        new Cases()
            .Add("missing", repository)
            .Add("another address", repository, keyThere, keyFile, (file, Text(old)))
            .Add("there", repository, keyThere, keyFile, (file, text), fileThere)
            .Add("writable for others", repository, keyThere, keyFile, (file, text), (new PathFact("/etc/apt/sources.list.d/hashicorp.sources"), PinThere with { Mode = 0b110_110_110 }))
            .Add("its key fetched by the host", new PackageRepository("flat", "https://example.test/debs") { Suite = "./", KeyAddress = "https://example.test/key.asc", KeySha256 = new string('a', 64), Architectures = ["amd64"] })
            .Add("to go", repository with { Absent = true }, keyFile, (new PathFact("/etc/apt/sources.list.d/hashicorp.sources"), PinThere))
            .Add("gone", repository with { Absent = true })
            .Add("of dnf", repository, Cases.Host(repository, Cases.Rocky))
            .Match("PackageRepository");
        Should.Throw<ArgumentException>(() => new PackageRepository("x", "http://x") { Suite = "stable" }.Diff(Cases.Host(new PackageRepository("x", "http://x"), Cases.Debian)));
    }

    [Theory]
    // dpkg-query on Debian 12: installed, held, removed with its configuration left, half installed, of two architectures.
    [InlineData("curl", "curl|amd64|installed|install|7.88.1-10+deb12u8", "7.88.1-10+deb12u8", false)]
    [InlineData("consul", "consul|amd64|installed|hold|1.8.7+dfsg1-2", "1.8.7+dfsg1-2", true)]
    [InlineData("nano", "nano|amd64|config-files|deinstall|7.2-1", null, false)]
    [InlineData("tzdata", "tzdata|all|half-configured|install|2025b-0+deb12u2", null, false)]
    [InlineData("libc6:i386", "libc6|amd64|installed|install|2.36-9|\0libc6|i386|installed|install|2.36-8", "2.36-8", false)]
    [InlineData("git", "", null, false)]
    // rpm on Rocky 9, with the list of versionlock.
    [InlineData("vim-enhanced", "vim-enhanced|x86_64|installed|install|2:8.2.2637-20.el9_1\0package jq is not installed", "2:8.2.2637-20.el9_1", false)]
    [InlineData("jq", "package jq is not installed", null, false)]
    [InlineData("consul", "consul|x86_64|installed|install|1.17.0-1\0lock|consul-0:1.17.0-1.*", "1.17.0-1", true)]
    [InlineData("consul", "consul|x86_64|installed|install|1.17.0-1\0lock|consul-template-0:0.36-1.*", "1.17.0-1", false)]
    public void What_dpkg_and_rpm_print_is_understood(string package, string printed, string? version, bool held)
    {
        var lines = printed.TrimEnd('|').Replace("|\0", "\0", StringComparison.Ordinal).Split('\0');
        var fact = new PackageFact(package);
        fact.Kind.Read([fact], lines.Length == 1 && lines[0].Length == 0 ? [] : lines).ShouldHaveSingleItem().ShouldBe(new PackageInfo(version, held));
    }

    [Fact]
    public void A_name_that_is_none_is_refused_and_an_answer_that_is_none_too()
    {
        Should.Throw<ArgumentException>(() => new Package("curl; reboot").Facts.ToList());
        Should.Throw<ArgumentException>(() => new Packages("*").Facts.ToList());
        var fact = new PackageFact("curl");
        Should.Throw<FormatException>(() => fact.Kind.Read([fact], ["error: rpmdb open failed"]));
    }

    [Fact]
    public void A_host_without_apt_and_dnf_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        var start = new global::System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", "set -u\nPATH=/nowhere\n" + new PackageFact("curl").Kind.Script([new PackageFact("curl")])]) { RedirectStandardError = true };
        using var shell = global::System.Diagnostics.Process.Start(start)!;
        shell.StandardError.ReadToEnd().ShouldEndWith(" are not supported here, only those of apt and dnf\n");
        shell.WaitForExit();
        shell.ExitCode.ShouldBe(1);
    }

    private static (Fact, object) Is(string version, bool held = false) => (new PackageFact("haproxy"), new PackageInfo(version, held));

    private static ContentInfo Text(string text) => new(new HostText(text).Sha256, new HostText(text).Bytes.ToArray());
}
