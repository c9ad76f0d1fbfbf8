using System.Net;
using System.Net.Sockets;
using JamLab.Inventory;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;
using JamLab.Stages.Services.Nomad.Running;

namespace JamLab.Tests.Services.Nomad.Api;

/// <summary>A Nomad, a client of it and what a test tells them.</summary>
internal sealed class TestLab : IAsyncDisposable
{
    private TestLab(TestNomad nomad, NomadConnection connection)
    {
        Nomad = nomad;
        Client = new NomadClient(connection, Time, () => Secrets, () => 0.5);
        Runtime = new NomadRuntime(Client, Of);
    }

    public static NomadLab Of { get; } = new("jam", "global", "lab");

    public TestNomad Nomad { get; }

    public TestTime Time { get; } = new();

    public NomadClient Client { get; }

    public NomadRuntime Runtime { get; }

    public List<Secret> Secrets { get; } = [];

    /// <summary>What deployments told, in order.</summary>
    public List<string> Told { get; } = [];

    /// <param name="change">What is different about the connection; by default it is right.</param>
    /// <param name="before">Servers that are asked before the one that is there.</param>
    public static async Task<TestLab> StartAsync(Func<NomadConnection, NomadConnection>? change = null, params EndPoint[] before)
    {
        var nomad = await TestNomad.StartAsync();
        var connection = new NomadConnection([.. before, nomad.Address], TestPki.Shared.AuthorityPem, new Secret(TestNomad.Token));
        return new TestLab(nomad, change?.Invoke(connection) ?? connection);
    }

    /// <summary>An address of the loopback where nobody listens.</summary>
    public static IPEndPoint Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    public static NomadService Echo { get; } = new("echo", "111111111111", ["vs0", "vs1", "vs2"])
    {
        Image = "localhost/echo:1",
        Ports = new Dictionary<string, int> { ["http"] = 8080 },
        RoutedPort = "http",
        Check = new NomadCheck(HttpPath: "/health"),
    };

    public Task<NomadOutcome> DeployAsync(NomadService service, CancellationToken cancellation = default) => DeployAsync(NomadJob.Of(service, Of), cancellation);

    public async Task<NomadOutcome> DeployAsync(NomadJob job, CancellationToken cancellation = default) => await Runtime.DeployAsync(job, Tell, cancellation).WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);

    /// <summary>Deploys and lets it be well.</summary>
    public async Task DeployedAsync(NomadService service)
    {
        Nomad.Scheduler.AllIsWell = true;
        await DeployAsync(service);
        Nomad.Scheduler.AllIsWell = false;
        Told.Clear();
    }

    public void Tell(string line)
    {
        lock (Told)
            Told.Add(line);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Nomad.DisposeAsync();
    }
}
