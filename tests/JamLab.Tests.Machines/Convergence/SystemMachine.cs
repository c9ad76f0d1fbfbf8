using System.Text.Json;
using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Stages.Configuration;
using JamLab.Stages.Ssh;
using JamLab.Stages.State;
using JamLab.Tests.Machines.Lab.Support;
using Serilog;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Convergence;

[CollectionDefinition("system")]
public sealed class SystemCollection : ICollectionFixture<SystemMachine>;

/// <summary>One real machine with systemd for all tests of system resources; each test uses names of its own.</summary>
public sealed class SystemMachine(Repository repository) : IAsyncLifetime
{
    private const string Host = "vs0";

    private readonly SshPool _pool = new();
    private TestLab? _lab;
    private IHostConnector? _connector;

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return;
        _lab = TestLab.Nspawn(repository);
        await _lab.SucceedAsync("ProvisionVms", "--limit", Host);
        using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_lab.State, "nspawn", "endpoints.json")));
        var at = endpoints.RootElement.GetProperty(Host);
        var endpoint = new SshEndpoint(at.GetProperty("Host").GetString()!, at.GetProperty("Port").GetInt32());
        var keys = Path.Combine(_lab.State, "keys", "id_ed25519");
        var hostKey = Path.Combine(_lab.State, "nspawn", "host-keys", Host);
        _connector = new SshHostConnector(Host, endpoint, EnvironmentKeys.AdminUser, Ed25519KeyPair.GetOrCreate(keys, ""), Ed25519KeyPair.GetOrCreate(hostKey, ""), _pool, TimeSpan.FromSeconds(30), Log.Logger);
    }

    public async ValueTask DisposeAsync()
    {
        _pool.Dispose();
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    /// <summary>One run with these resources, in this order.</summary>
    public async Task<HostReport> RunAsync(params Resource[] resources)
    {
        var declaration = new HostDeclaration(Connector, [.. resources.Select(resource => new Declared("test", resource))]);
        var reports = await new FleetRun(new RunSettings(), TimeProvider.System).RunAsync([declaration], [], TestContext.Current.CancellationToken);
        return reports.ShouldHaveSingleItem();
    }

    /// <summary>A run that changes something and leaves nothing to change, which a second one then sees in one round trip.</summary>
    public async Task<HostReport> ConvergeAsync(params Resource[] resources)
    {
        var first = await RunAsync(resources);
        first.Outcome.ShouldBe(HostOutcome.Changed, Tell(first));
        var second = await RunAsync(resources);
        second.Outcome.ShouldBe(HostOutcome.Unchanged, Tell(second));
        second.RoundTrips.ShouldBe(1);
        return first;
    }

    /// <summary>What root sees on the machine, without its last line break.</summary>
    public async Task<string> LookAsync(string script)
    {
        await using var shell = await Connector.ConnectAsync(TestContext.Current.CancellationToken);
        var result = await shell.RunAsync("export LC_ALL=C\n" + script + "\n", null, TestContext.Current.CancellationToken);
        return (result.Output + result.Errors).TrimEnd('\n');
    }

    public static string Tell(HostReport report) =>
        $"{report.Outcome}: {report.Problem}\n" + string.Join('\n', report.Resources.Select(one => $"{one.Outcome} {one.Resource}: {string.Join("; ", one.Differences)}\n{one.Output}"));

    private IHostConnector Connector
    {
        get
        {
            Needs.Nspawn();
            return _connector.ShouldNotBeNull();
        }
    }
}
