using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Lab;

[Collection("guests")]
public sealed class QemuTests(Repository repository) : IAsyncLifetime
{
    private readonly TestLab _lab = TestLab.Qemu(repository);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    // One story, since a boot under emulation is a minute.
    [Fact]
    public async Task Guests_come_up_stay_up_come_back_and_go_away()
    {
        var first = await _lab.SucceedAsync("ProvisionVms");
        first.Out.ShouldContain("Changed: created dns0 vb0 vs0");
        (await _lab.SshAsync("vb0", "hostname -f")).Split('\n').ShouldContain("vb0.lab.internal");
        (await _lab.SshAsync("vb0", "ping -c 1 -W 20 10.77.0.53")).ShouldContain("1 received");
        (await _lab.SucceedAsync("Console", "--host", "vb0")).Out.ShouldContain("vb0 login:");

        var machines = _lab.Processes();
        (await _lab.SucceedAsync("ProvisionVms")).Out.ShouldContain("Changed: nothing to change");
        _lab.Processes().ShouldBe(machines);

        // One is killed, one loses its disk, and the run that heals them is interrupted.
        await _lab.SshAsync("vb0", "echo kept >mark; sync");
        await _lab.KillAsync("vb0");
        File.Delete(_lab.MachineFile("vs0", "root.qcow2"));
        using (var healing = _lab.Start("ProvisionVms"))
        {
            await healing.SeesAsync("vb0: started");
            healing.PressCtrlC();
            (await healing.EndsAsync()).ExitCode.ShouldBe(130, healing.Out);
        }

        await _lab.SucceedAsync("ProvisionVms");
        _lab.Process("dns0").ShouldBe(machines["dns0"]);
        _lab.Process("vb0").ShouldNotBe(machines["vb0"]);
        _lab.Process("vs0").ShouldNotBe(machines["vs0"]);
        (await _lab.SshAsync("vb0", "cat mark")).Split('\n').ShouldContain("kept");
        (await _lab.SshAsync("vs0", "hostname")).Split('\n').ShouldContain("vs0");

        await _lab.SucceedAsync("DestroyVms", "--allow-destroy");
        _lab.Traces().ShouldBeEmpty();
    }
}
