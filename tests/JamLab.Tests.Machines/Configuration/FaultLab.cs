using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages;
using JamLab.Stages.Configuration;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Ssh;
using JamLab.Stages.State;
using JamLab.Tests.Machines.Lab.Support;
using Serilog.Core;
using Shouldly;
using Spectre.Console;
using Xunit;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>Two machines for all tests of faults, which break things on them and set them right again behind sshd's back.</summary>
public sealed class FaultLab(Repository repository) : IAsyncLifetime
{
    /// <summary>The machine that faults befall, and one that goes on meanwhile.</summary>
    public const string Ill = "ill";
    public const string Well = "well";

    private const string Text =
        """
        schema: 1
        lab:
          name: faults
          domain: faults.internal
          networks:
            lab:
              cidr: 10.79.0.0/24
        hypervisor: nspawn
        defaults:
          template: debian-12
          cores: 1
          memory: 256MiB
          disk: 8GiB
        vms:
          ill:
            address: 10.79.0.10
          well:
            address: 10.79.0.11
        """;

    private readonly string _name = $"t{Guid.NewGuid():N}"[..8];
    private MachineSet? _machines;

    public async ValueTask InitializeAsync()
    {
        Needs.Nspawn();
        Directory.CreateDirectory(Paths.EnvironmentFolder);
        await File.WriteAllTextAsync(Paths.InventoryFile, Text + "\n");
        var read = InventoryFile.Parse(Text, "inventory.yml", ["debian-12"], []);
        _machines = new MachineSet(Paths, read.Inventory.ShouldNotBeNull(string.Join('\n', read.Diagnostics)));
        await ProvisionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_machines is null)
            return;
        await Stages.DestroyAsync(CancellationToken.None);
        Directory.Delete(Paths.EnvironmentFolder, recursive: true);
    }

    /// <summary>Makes the machines, or starts again what a test switched off.</summary>
    public async Task ProvisionAsync() => await Stages.ProvisionAsync(isConfiguredNext: false, TestContext.Current.CancellationToken);

    private LabPaths Paths => LabPaths.For(repository.Root, _name, Environment.GetEnvironmentVariable);

    // Without the build around it, which would have to be compiled first.
    private LabStages Stages => new(
        new StageOptions(repository.Root, _name) { AllowDestroy = true, Wait = true, InstallTools = false, Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) }) },
        Logger.None, TimeProvider.System, Environment.GetEnvironmentVariable);

    internal Task<SshConnection> ConnectAsync(string host) => SshConnection.OpenAsync(
        _machines!.Endpoint(host)!, EnvironmentKeys.AdminUser, _machines.Keys.Login, _machines.Keys.Host(host), TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);

    internal SshHostConnector Connector(string host, SshPool pool, TimeSpan? patience = null, TimeSpan? pulse = null) => new(
        host, _machines!.Endpoint(host)!, EnvironmentKeys.AdminUser, _machines.Keys.Login, _machines.Keys.Host(host), pool, patience ?? TimeSpan.FromSeconds(40), Logger.None)
    {
        Pulse = pulse ?? SshHostShell.UsualPulse,
    };

    /// <summary>One run with connections of its own over the machine that faults befall.</summary>
    internal async Task<HostReport> RunAsync(params Resource[] resources) => (await RunAsync(new RunSettings(), [Ill], resources))[0];

    internal async Task<IReadOnlyList<HostReport>> RunAsync(RunSettings settings, string[] hosts, Resource[] resources, TimeSpan? patience = null, TimeSpan? pulse = null)
    {
        using var pool = new SshPool();
        return await new FleetRun(settings, TimeProvider.System).RunAsync(
            [.. hosts.Select(host => new HostDeclaration(Connector(host, pool, patience, pulse), [.. resources.Select(one => new Declared("test", one))]))], [], TestContext.Current.CancellationToken);
    }

    /// <summary>A run that must change something, and one after it that must find nothing more to do in one round trip.</summary>
    internal async Task HealsAsync(params Resource[] resources)
    {
        var healing = await RunAsync(resources);
        healing.Problem.ShouldBeNull(healing.WayOut);
        healing.Outcome.ShouldBe(HostOutcome.Changed);
        await IsSettledAsync(resources);
    }

    internal async Task IsSettledAsync(params Resource[] resources)
    {
        var again = await RunAsync(resources);
        again.Problem.ShouldBeNull(again.WayOut);
        again.Outcome.ShouldBe(HostOutcome.Unchanged);
        again.RoundTrips.ShouldBe(1);
    }

    /// <summary>Runs shell as root inside a machine, whatever its sshd and sudo are like; returns what it prints.</summary>
    public string Inside(string script, string machine = Ill) =>
        Container.Inside(_machines!.Folder(machine).Process.ShouldNotBeNull($"{machine} does not run").Pid, script);

    /// <summary>Waits until shell inside the machine prints something.</summary>
    public Task UntilAsync(string script, string machine = Ill) =>
        Eventually.So(() => Inside(script, machine).Trim().Length > 0, TimeSpan.FromSeconds(20), () => script);

    public bool Runs(string machine) => _machines!.Folder(machine).Process is not null;
}

/// <summary>The tests that share the machines of <see cref="FaultLab"/>, one after the other.</summary>
[CollectionDefinition("faults")]
public sealed class FaultCollection : ICollectionFixture<FaultLab>;
