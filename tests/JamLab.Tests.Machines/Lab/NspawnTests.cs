using System.Globalization;
using JamLab.Stages.Processes;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Lab;

[Collection("containers")]
public sealed class NspawnTests(Repository repository) : IAsyncLifetime
{
    private readonly TestLab _lab = TestLab.Nspawn(repository);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task From_nothing_to_three_machines_that_one_can_log_in_to_and_away_again()
    {
        var first = await _lab.SucceedAsync("ProvisionVms");
        foreach (var name in TestLab.Names)
            first.Lines.ShouldContain(line => line.Contains($" {name} ", StringComparison.Ordinal) && line.Contains(" ready ", StringComparison.Ordinal), first.All);
        first.Out.ShouldContain("Changed: created dns0 vb0 vs0");
        (await _lab.SshAsync("vb0", "hostname -f")).Split('\n').ShouldContain("vb0.lab.internal");

        (await _lab.SshAsync("vb0", "ping -c 1 -W 5 10.77.0.53")).ShouldContain("1 received");
        (await _lab.SucceedAsync("Console", "--host", "vb0")).Out.ShouldContain("Welcome to Debian");

        var machines = _lab.Processes();
        var second = await _lab.SucceedAsync("ProvisionVms");
        second.Out.ShouldContain("Changed: nothing to change");
        _lab.Processes().ShouldBe(machines);

        (await _lab.SucceedAsync("DestroyVms", "--allow-destroy")).Out.ShouldContain("destroyed dns0 vb0 vs0");
        _lab.Traces().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_that_was_killed_is_back_and_the_others_went_on()
    {
        await _lab.SucceedAsync("ProvisionVms");
        var before = _lab.Processes();
        await _lab.SshAsync("vb0", "echo kept >mark; sync");
        // The container's systemd goes on when its nspawn is killed.
        var inside = Child(Child(before["vb0"]!));

        await _lab.KillAsync("vb0");
        (await _lab.SucceedAsync("Status")).Out.ShouldContain("it does not run");
        var healing = await _lab.SucceedAsync("ProvisionVms");
        healing.Out.ShouldContain("Changed: healed vb0");
        // What forwards its SSH outlives a container, and is no stranger on its port.
        healing.Out.ShouldNotContain("SSH port");

        var after = _lab.Processes();
        after["vb0"].ShouldNotBe(before["vb0"]);
        inside.IsAlive.ShouldBeFalse();
        after["dns0"].ShouldBe(before["dns0"]);
        after["vs0"].ShouldBe(before["vs0"]);
        (await _lab.SshAsync("vb0", "cat mark")).Split('\n').ShouldContain("kept");
        (await _lab.SucceedAsync("ProvisionVms")).Out.ShouldContain("Changed: nothing to change");
    }

    [Fact]
    public async Task A_container_that_nobody_remembers_is_gone_before_the_next_is_started()
    {
        await _lab.SucceedAsync("ProvisionVms", "--limit", "dns0");
        var old = _lab.Process("dns0").ShouldNotBeNull();
        // As a run leaves it that is killed before a pid was written down.
        File.Delete(_lab.MachineFile("dns0", "pid"));

        (await _lab.SucceedAsync("ProvisionVms", "--limit", "dns0")).Out.ShouldContain("Changed: healed dns0");
        old.IsAlive.ShouldBeFalse();
        (await _lab.SucceedAsync("ProvisionVms", "--limit", "dns0")).Out.ShouldContain("Changed: nothing to change");
        await _lab.SucceedAsync("DestroyVms", "--allow-destroy");
        _lab.Traces().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_whose_helper_died_is_started_again()
    {
        await _lab.SucceedAsync("ProvisionVms", "--limit", "dns0");
        Shell.Run("kill", "-KILL", File.ReadAllText(_lab.MachineFile("dns0", "proxy.pid")).Trim());
        var next = await _lab.SucceedAsync("ProvisionVms", "--limit", "dns0");
        next.Out.ShouldContain("it was left half started");
        next.Out.ShouldContain("Changed: restarted dns0");
    }

    [Fact]
    public async Task A_machine_that_reboots_comes_back_where_it_was()
    {
        await _lab.SucceedAsync("ProvisionVms", "--limit", "dns0");
        var process = _lab.Process("dns0").ShouldNotBeNull();
        var before = Child(Child(process));
        // The connection may end before the command does.
        await _lab.RunAsync("Ssh", "--host", "dns0", "--", "sudo systemctl reboot");
        await Eventually.So(() => !before.IsAlive, TimeSpan.FromSeconds(60));

        (await _lab.SucceedAsync("ProvisionVms", "--limit", "dns0")).Out.ShouldContain("Changed: nothing to change");
        _lab.Process("dns0").ShouldBe(process);
        (await _lab.SshAsync("dns0", "hostname -I; systemctl is-system-running --wait")).ShouldContain("10.77.0.53");
        (await _lab.SucceedAsync("DestroyVms", "--allow-destroy")).Out.ShouldContain("destroyed dns0");
        _lab.Traces().ShouldBeEmpty();
    }

    private static ProcessIdentity Child(ProcessIdentity process) =>
        ProcessIdentity.Of(int.Parse(Shell.Run("pgrep", "-P", $"{process.Pid}"), CultureInfo.InvariantCulture)).ShouldNotBeNull();
}
