using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using Shouldly;
using Xunit;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Machines.Convergence;

[Collection("system")]
public sealed class SystemUnitTests(SystemMachine machine)
{
    private const string Sleeper = "[Service]\nExecStart=/bin/sleep 100000\n\n[Install]\nWantedBy=multi-user.target\n";

    [Fact]
    public async Task A_unit_of_ours_is_made_runs_and_goes()
    {
        var unit = new Unit("t-made") { UnitFile = Sleeper };
        (await machine.ConvergeAsync(unit)).RoundTrips.ShouldBe(2);
        (await Systemctl("is-active", "t-made")).ShouldBe("active");
        (await Systemctl("is-enabled", "t-made")).ShouldBe("enabled");

        await machine.ConvergeAsync(unit with { Enabled = false, Running = false });
        (await Systemctl("is-active", "t-made")).ShouldBe("inactive");
        (await Systemctl("is-enabled", "t-made")).ShouldBe("disabled");

        await machine.ConvergeAsync(unit);
        await machine.ConvergeAsync(new Unit("t-made") { Absent = true });
        (await Systemctl("is-active", "t-made")).ShouldBe("inactive");
        (await machine.LookAsync("ls /etc/systemd/system /etc/systemd/system/multi-user.target.wants")).ShouldNotContain("t-made");
    }

    [Fact]
    public async Task It_restarts_for_a_named_file_and_not_without_one()
    {
        var file = new File("/etc/t-restart.conf", "one\n");
        var unit = new Unit("t-restart") { UnitFile = Sleeper, RestartOn = [file.Path] };
        await machine.ConvergeAsync(file, unit);
        var before = await Pid("t-restart");

        var changed = await machine.ConvergeAsync(file with { Content = "two\n" }, unit);
        changed.Resources[1].Differences.ShouldHaveSingleItem().ToString().ShouldBe("restart: because of /etc/t-restart.conf");
        var after = await Pid("t-restart");
        after.ShouldNotBe(before);

        // A run that was cut off after the file, within the same second as a start.
        await machine.LookAsync("systemctl restart t-restart; echo three > /etc/t-restart.conf");
        var cut = await Pid("t-restart");
        await machine.ConvergeAsync(file with { Content = "three\n" }, unit);
        (await Pid("t-restart")).ShouldNotBe(cut);
    }

    [Fact]
    public async Task A_file_from_the_future_restarts_it_once()
    {
        await machine.LookAsync("echo x > /etc/t-future.conf; touch -d '2 years' /etc/t-future.conf");
        var unit = new Unit("t-future") { UnitFile = Sleeper, RestartOn = ["/etc/t-future.conf"] };
        await machine.ConvergeAsync(unit);
        await machine.LookAsync("touch -d '2 years' /etc/t-future.conf");
        await machine.ConvergeAsync(unit);
    }

    [Fact]
    public async Task It_reloads_for_a_named_file()
    {
        var file = new File("/etc/t-reload.conf", "one\n");
        var unit = new Unit("t-reload")
        {
            UnitFile = "[Service]\nExecStart=/bin/sleep 100000\nExecReload=/bin/sh -c 'echo reloaded >> /run/t-reload'\n[Install]\nWantedBy=multi-user.target\n",
            ReloadOn = [file.Path],
        };
        await machine.ConvergeAsync(file, unit);
        var before = await Pid("t-reload");
        await machine.ConvergeAsync(file with { Content = "two\n" }, unit);
        (await Pid("t-reload")).ShouldBe(before);
        (await machine.LookAsync("cat /run/t-reload")).ShouldBe("reloaded");
    }

    [Fact]
    public async Task A_drop_in_takes_effect_on_a_unit_that_systemd_knows()
    {
        var unit = new Unit("t-dropin") { UnitFile = Sleeper };
        await machine.ConvergeAsync(unit);
        await machine.ConvergeAsync(unit with { DropIns = new Dictionary<string, JamLab.Convergence.HostText> { ["more"] = "[Service]\nEnvironment=MORE=yes\n" } });
        (await machine.LookAsync("tr '\\0' '\\n' < /proc/$(systemctl show -p MainPID --value t-dropin)/environ | grep MORE")).ShouldBe("MORE=yes");

        var fresh = new Unit("t-fresh") { UnitFile = Sleeper, DropIns = new Dictionary<string, JamLab.Convergence.HostText> { ["more"] = "[Service]\nEnvironment=MORE=yes\n" } };
        await machine.ConvergeAsync(fresh);
        (await machine.LookAsync("tr '\\0' '\\n' < /proc/$(systemctl show -p MainPID --value t-fresh)/environ | grep MORE")).ShouldBe("MORE=yes");
    }

    [Fact]
    public async Task One_that_fails_right_after_its_start_shows_what_it_logged()
    {
        var report = await machine.RunAsync(new Unit("t-fails") { UnitFile = "[Service]\nExecStart=/bin/sh -c 'echo the port is taken; exit 3'\nRestart=on-failure\n[Install]\nWantedBy=multi-user.target\n" });
        report.Outcome.ShouldBe(HostOutcome.Failed, SystemMachine.Tell(report));
        report.Problem.ShouldNotBeNull().ShouldContain("the port is taken");
        report.Problem.ShouldContain("t-fails.service does not run after its restart");
        await machine.ConvergeAsync(new Unit("t-fails") { UnitFile = Sleeper });
    }

    [Fact]
    public async Task One_whose_condition_keeps_it_from_this_host_counts_as_running()
    {
        var never = "[Unit]\nConditionVirtualization=!container\n" + Sleeper;
        await machine.ConvergeAsync(new Unit("t-condition") { UnitFile = never });
        await machine.ConvergeAsync(new Unit("t-condition-alone") { UnitFile = never });
        (await machine.RunAsync(new Unit("systemd-timesyncd"))).Outcome.ShouldBe(HostOutcome.Unchanged);
    }

    [Fact]
    public async Task Masked_and_back_once_only_and_instances()
    {
        var template = new Unit("t-instance@.service") { UnitFile = Sleeper };
        var instance = new Unit("t-instance@one.service") { RestartOn = ["/etc/systemd/system/t-instance@.service"] };
        await machine.ConvergeAsync(template, instance);
        await machine.ConvergeAsync(template with { UnitFile = Sleeper + "# more\n" }, instance);

        var once = new Unit("t-once") { UnitFile = "[Service]\nType=oneshot\nExecStart=/bin/sh -c 'echo once >> /run/t-once'\n[Install]\nWantedBy=multi-user.target\n" };
        await machine.ConvergeAsync(once);
        (await machine.LookAsync("cat /run/t-once")).ShouldBe("once");

        await machine.LookAsync($"printf '{Sleeper.Replace("\n", "\\n", StringComparison.Ordinal)}' > /usr/lib/systemd/system/t-masked.service; systemctl enable --now t-masked");
        await machine.ConvergeAsync(new Unit("t-masked") { Masked = true });
        (await Systemctl("is-enabled", "t-masked")).ShouldBe("masked");
        (await Systemctl("is-active", "t-masked")).ShouldBe("inactive");
        await machine.ConvergeAsync(new Unit("t-masked"));
        (await Systemctl("is-active", "t-masked")).ShouldBe("active");
    }

    private Task<string> Systemctl(string what, string unit) => machine.LookAsync($"systemctl {what} {unit}");

    private Task<string> Pid(string unit) => machine.LookAsync($"systemctl show -p MainPID --value {unit}");
}
