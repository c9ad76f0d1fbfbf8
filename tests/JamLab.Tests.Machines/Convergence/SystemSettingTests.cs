using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Convergence;

[Collection("system")]
public sealed class SystemSettingTests(SystemMachine machine)
{
    [Fact]
    public async Task Kernel_settings_as_far_as_a_container_has_them()
    {
        await machine.ConvergeAsync(new Sysctl("net.ipv4.ip_local_port_range", "20000 61000"), new Sysctl("vm.swappiness", "7"), new Sysctl("no.such_setting", "1"));
        (await machine.LookAsync("cat /etc/sysctl.d/zz-jamlab-vm.swappiness.conf")).ShouldBe("vm.swappiness = 7");
        await machine.ConvergeAsync(new Sysctl("vm.swappiness", "7") { Absent = true });
        (await machine.LookAsync("ls /etc/sysctl.d")).ShouldNotContain("swappiness");
    }

    [Fact]
    public async Task Host_name_and_time_zone()
    {
        await machine.ConvergeAsync(new Hostname("renamed"), new JamLab.Convergence.Resources.TimeZone("Europe/Berlin"));
        (await machine.LookAsync("uname -n; cat /etc/hostname /etc/timezone; readlink /etc/localtime; date -d '2026-07-01 12:00Z' +%H:%M")).ShouldBe(
            "renamed\nrenamed\nEurope/Berlin\n/usr/share/zoneinfo/Europe/Berlin\n14:00");
        await machine.ConvergeAsync(new Hostname("vs0"), new JamLab.Convergence.Resources.TimeZone("Etc/UTC"));
        var report = await machine.RunAsync(new JamLab.Convergence.Resources.TimeZone("Europe/Atlantis"));
        report.Problem.ShouldNotBeNull().ShouldContain("no time zone Europe/Atlantis here");
    }

    [Fact]
    public async Task Hosts_entries()
    {
        await machine.ConvergeAsync(new HostsEntry("192.0.2.1", "one.test", "one"), new HostsEntry("192.0.2.2", "two.test"));
        (await machine.LookAsync("getent hosts one; getent hosts two.test")).ShouldBe("192.0.2.1       one.test one\n192.0.2.2       two.test");
        await machine.ConvergeAsync(new HostsEntry("192.0.2.1", "uno.test"), new HostsEntry("192.0.2.2") { IsAbsent = true });
        (await machine.LookAsync("getent hosts uno.test; grep -c 192.0.2.2 /etc/hosts")).ShouldBe("192.0.2.1       uno.test\n0");
    }

    [Fact]
    public async Task Mounts()
    {
        var scratch = new Mount("/srv/t mount", "tmpfs", "tmpfs") { Options = "size=1m,nosuid" };
        var second = new Mount("/srv/second", "/usr/share", "bind");
        await machine.ConvergeAsync(scratch, second);
        (await machine.LookAsync("stat -f -c %T '/srv/t mount'; ls /srv/second | grep -c zoneinfo")).ShouldBe("tmpfs\n1");

        await machine.ConvergeAsync(scratch with { Options = "size=1m,nosuid,noexec" });
        (await machine.LookAsync("grep 't.040mount' /proc/mounts")).ShouldContain("noexec");
        await machine.LookAsync("umount /srv/second");
        await machine.ConvergeAsync(second);

        await machine.ConvergeAsync(scratch with { Absent = true }, second with { Absent = true });
        (await machine.LookAsync("grep /srv/ /proc/mounts /etc/fstab; ls -d '/srv/t mount'")).ShouldBe("/srv/t mount");
    }
}
