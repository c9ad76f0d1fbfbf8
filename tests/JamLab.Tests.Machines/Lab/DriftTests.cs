using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Lab;

[Collection("containers")]
public sealed class DriftTests(Repository repository) : IAsyncLifetime
{
    private readonly TestLab _lab = TestLab.Nspawn(repository);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Only_what_differs_is_touched()
    {
        await _lab.SucceedAsync("ProvisionVms");
        var before = _lab.Processes();

        _lab.EditInventory("cores: 2", "cores: 1");
        (await _lab.SucceedAsync("Status")).Out.ShouldContain("restart: cores 2 -> 1");
        (await _lab.SucceedAsync("ProvisionVms")).Out.ShouldContain("Changed: restarted vb0");
        Changed(before).ShouldBe(["vb0"]);

        before = _lab.Processes();
        Directory.Delete(_lab.MachineFile("dns0", "disk"), recursive: true);
        (await _lab.SucceedAsync("ProvisionVms")).Out.ShouldContain("Changed: healed dns0");
        Changed(before).ShouldBe(["dns0"]);
        (await _lab.SshAsync("dns0", "hostname")).Split('\n').ShouldContain("dns0");

        before = _lab.Processes();
        // Its service goes elsewhere.
        _lab.EditInventory("    group: vs\n", "    group: vb\n");
        _lab.EditInventory("  vs0:\n    address: 10.77.0.130\n    groups: [vs]\n", "");
        var refused = await _lab.RunAsync("ProvisionVms");
        refused.ExitCode.ShouldBe(2, refused.All);
        refused.Out.ShouldContain("'vs0' (it is not in the inventory)");
        refused.Out.ShouldContain("--allow-destroy");
        Changed(before).ShouldBeEmpty();
        (await _lab.SucceedAsync("ProvisionVms", "--allow-destroy")).Out.ShouldContain("Changed: destroyed vs0");
        Changed(before).ShouldBe(["vs0"]);
        Computer.Processes(Path.Combine(_lab.State, "nspawn", "machines", "vs0")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_machine_that_shows_another_host_key_is_refused()
    {
        await _lab.SucceedAsync("ProvisionVms", "--limit", "dns0");
        await _lab.SshAsync("dns0", "sudo rm /etc/ssh/ssh_host_ed25519_key*; sudo ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key; sync");
        await _lab.KillAsync("dns0");

        var result = await _lab.RunAsync("ProvisionVms", "--limit", "dns0");
        result.ExitCode.ShouldBe(1, result.All);
        result.Out.ShouldContain("shows a host key that is not the pinned one");
        result.All.ShouldNotContain("   at ");
        (await _lab.RunAsync("Ssh", "--host", "dns0", "--", "true")).ExitCode.ShouldNotBe(0);
    }

    private IEnumerable<string> Changed(Dictionary<string, JamLab.Stages.Processes.ProcessIdentity?> before)
    {
        var now = _lab.Processes();
        return TestLab.Names.Where(name => now[name] != before[name]);
    }
}
