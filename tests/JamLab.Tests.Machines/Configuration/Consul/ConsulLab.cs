using System.Text.Json;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Configuration.Consul;

/// <summary>Three servers and a client, configured once for all tests here; what secrets were seen in process lists meanwhile.</summary>
public sealed class ConsulLab(Repository repository) : IAsyncLifetime
{
    public const string Client = "vs0";
    public static readonly string[] Servers = ["vb0", "vb1", "vb2"];

    private const string Inventory =
        $$"""
        schema: 1
        lab:
          name: quorum
          domain: lab.internal
          time_zone: Etc/UTC
          networks:
            lab:
              cidr: 10.77.0.0/24
          parameters:
            consul:
              log_level: info
              source: {{ConsulOfDebian.Source}}
        hypervisor: nspawn
        defaults:
          template: debian-12
          cores: 1
          memory: 512MiB
          disk: 8GiB
        vms:
          vb[0..2]:
            address: 10.77.0.120
            server: true
            roles: [consul, haproxy]
          vs0:
            address: 10.77.0.130
            roles: [consul]
        services:
          # Nobody deploys these: tests say themselves what runs where.
          shop:
            host: vs0
            host_names: [shop]
            command: serve
            port: 8000
            exposure: external
          back-office:
            host: vs0
            host_names: [back-office]
            command: serve
            port: 8001
            check: /health

        """;

    private TestLab? _lab;

    internal TestLab Lab => _lab!;

    /// <summary>Secrets of the lab that a process list showed while it was configured from nothing.</summary>
    internal IReadOnlyCollection<string> Shown { get; private set; } = [];

    internal Result First { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = TestLab.Nspawn(repository);
        await File.WriteAllTextAsync(_lab.Inventory, Inventory);
        await _lab.SucceedAsync("ProvisionVms");
        using var end = new CancellationTokenSource();
        var watching = Task.Run(() => Watch(end.Token));
        First = await _lab.RunAsync("ConfigureBase");
        await end.CancelAsync();
        Shown = await watching;
        First.ExitCode.ShouldBe(0, First.All);
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    /// <summary>The lab's secrets by name, and the lines of its keys.</summary>
    internal IReadOnlyDictionary<string, string> Secrets()
    {
        var file = Path.Combine(Lab.State, "nspawn", "secrets.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))! : new Dictionary<string, string>();
    }

    /// <summary>Calls Consul's HTTP API on a machine as root, with the management token unless told otherwise; the answer, with its status on a line of its own.</summary>
    internal Task<string> AskAsync(string machine, string path, string options = "", bool withToken = true) =>
        Lab.SshAsync(machine, $"curl -sS --max-time 20 -w '\\n%{{http_code}}\\n' {options} {(withToken ? $"-H 'X-Consul-Token: {Secrets()["consul/token/management"]}'" : "")} 'http://127.0.0.1:8500/v1/{path}'");

    // Processes in containers are processes of this computer.
    private HashSet<string> Watch(CancellationToken end)
    {
        var shown = new HashSet<string>();
        while (!end.IsCancellationRequested)
        {
            foreach (var (name, value) in Secrets())
            {
                if (Computer.Processes(value).Count > 0)
                    shown.Add(name);
            }

            end.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
        }

        return shown;
    }
}

/// <summary>The tests that share the machines of <see cref="ConsulLab"/>, one after the other.</summary>
[CollectionDefinition("consul")]
public sealed class ConsulCollection : ICollectionFixture<ConsulLab>;
