using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Convergence;

[Collection("system")]
public sealed class SystemAccountTests(SystemMachine machine)
{
    [Fact]
    public async Task A_user_is_made_changed_and_removed()
    {
        var user = new User("tuser") { Id = 1777, Comment = "T. User", Shell = "/bin/bash", Groups = ["adm", "tgroup"], AuthorizedKeys = ["ssh-ed25519 AAAA t@desk"], Sudo = true };
        (await machine.ConvergeAsync(new Group("tgroup"), user)).RoundTrips.ShouldBe(2);
        (await machine.LookAsync("id tuser; getent passwd tuser; ls -ldn /home/tuser/.ssh /home/tuser/.ssh/authorized_keys | cut -d' ' -f1,3,4; cat /home/tuser/.ssh/authorized_keys; su tuser -c 'sudo -n id -u'")).ShouldBe(
            """
            uid=1777(tuser) gid=1777(tuser) groups=1777(tuser),4(adm),1001(tgroup)
            tuser:x:1777:1777:T. User:/home/tuser:/bin/bash
            drwx------ 1777 1777
            -rw------- 1777 1777
            ssh-ed25519 AAAA t@desk
            0
            """.ReplaceLineEndings("\n").Replace("1001(tgroup)", $"{await machine.LookAsync("getent group tgroup | cut -d: -f3")}(tgroup)", StringComparison.Ordinal));

        await machine.ConvergeAsync(user with { Shell = "/bin/sh", Comment = "", Groups = ["tgroup"], NoOtherGroups = true, AuthorizedKeys = [], Sudo = false });
        (await machine.LookAsync("id -nG tuser; getent passwd tuser; cat /home/tuser/.ssh/authorized_keys; ls /etc/sudoers.d")).ShouldNotContain("AAAA");
        (await machine.LookAsync("id -nG tuser; ls /etc/sudoers.d | grep tuser")).ShouldBe("tuser tgroup");

        await machine.LookAsync("systemd-run -q --uid=tuser -p PAMName=login sleep 1000");
        await machine.ConvergeAsync(user with { Absent = true, RemoveHome = true }, new Group("tgroup") { Absent = true });
        (await machine.LookAsync("getent passwd tuser; getent group tuser tgroup; ls /home | grep tuser")).ShouldBe("");
    }

    [Fact]
    public async Task A_service_user_has_a_number_of_the_system_and_no_home()
    {
        await machine.ConvergeAsync(new Group("tsvc") { System = true }, new User("tsvc") { System = true, PrimaryGroup = "tsvc", Home = "/var/lib/tsvc", Shell = "/usr/sbin/nologin" });
        int.Parse(await machine.LookAsync("id -u tsvc")).ShouldBeLessThan(1000);
        (await machine.LookAsync("ls -d /var/lib/tsvc")).ShouldContain("No such file");
        await machine.ConvergeAsync(new Group("tsvc") { Id = 745 }, new User("tsvc") { Id = 744 });
        (await machine.LookAsync("id tsvc")).ShouldBe("uid=744(tsvc) gid=745(tsvc) groups=745(tsvc)");
    }

    [Fact]
    public async Task A_password_is_set_and_locked_and_its_hash_shows_nowhere()
    {
        const string hash = "$6$salt$canary.hash";
        var user = new User("tpass") { PasswordHash = HostText.Secret(hash) };
        var report = await machine.ConvergeAsync(user);
        SystemMachine.Tell(report).ShouldNotContain("canary");
        (await machine.LookAsync("getent shadow tpass | cut -d: -f2")).ShouldBe(hash);
        await machine.ConvergeAsync(new User("tpass") { PasswordLocked = true });
        (await machine.LookAsync("getent shadow tpass | cut -d: -f2")).ShouldBe("!" + hash);
    }

    [Fact]
    public async Task The_user_of_this_very_run_is_not_removed()
    {
        var report = await machine.RunAsync(new User("jamlab") { Absent = true });
        report.Outcome.ShouldBe(HostOutcome.Failed);
        report.Problem.ShouldNotBeNull().ShouldContain("this run itself is logged in as jamlab");
        (await machine.LookAsync("id -un jamlab")).ShouldBe("jamlab");
    }

    [Fact]
    public async Task A_user_that_is_nobody_s_business_is_refused_with_what_the_host_says()
    {
        var report = await machine.RunAsync(new User("tgroupless") { Groups = ["no-such-group"] });
        report.Problem.ShouldNotBeNull().ShouldContain("group 'no-such-group' does not exist");
    }
}
