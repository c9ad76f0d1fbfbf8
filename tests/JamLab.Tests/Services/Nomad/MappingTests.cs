using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Services;
using JamLab.Stages.Services.Nomad;
using JamLab.Stages.Services.Nomad.Jobs;
using JamLab.Tests.Inventory;
using JamLab.Tests.Services.Nomad.Api;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Nomad;

public sealed class MappingTests
{
    private const string Head = """
        schema: 1
        lab: { name: mylab, domain: lab.internal, runtime: nomad, networks: { lan: { cidr: 10.77.0.0/16 } }, parameters: { nomad: { region: eu } } }
        hypervisor: nspawn
        defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB }
        groups:
          vs: { roles: [podman, nomad] }
          vb: { roles: [nomad] }
        vms:
          vs[0..2]: { address: 10.77.0.10, groups: [vs] }
          vb0: { address: 10.77.0.5, groups: [vb], server: true } # allow JAM0501
        services:

        """;

    [Fact]
    public void A_service_of_the_inventory_is_told_to_Nomad_whole()
    {
        var (service, inventory) = Load("""
              web:
                host_names: [web]
                group: vs
                count: 4
                constraints: { hosts: [vs0, vs2], distinct: false }
                image: localhost/web:1
                ports: { http: 8080, metrics: 9090 }
                environment: { LOG_LEVEL: info }
                volumes: { data: { path: /var/lib/web } }
                check: { http: /health, port: metrics, interval: 5s, timeout: 1s }
                resources: { cpu: 500, memory: 256MiB }
                update: { parallel: 2, canary: 1, healthy_within: 2m, auto_revert: false }
            """);
        var secrets = new Dictionary<string, Secret> { ["KEY"] = new("the value") };
        var mapped = ServiceMapping.Of(service, Placement.Candidates(service, inventory), "v1", secrets, [("/etc/web.conf", "a"u8.ToArray(), false)]);
        mapped.Nodes.ShouldBe(["vs0", "vs2"]);
        (mapped.Count, mapped.Distinct, mapped.Image, mapped.Command, mapped.RoutedPort, mapped.Cpu, mapped.Memory).ShouldBe((4, false, "localhost/web:1", null, "http", 500, 256));
        mapped.Check.ShouldBe(new NomadCheck("/health") { Port = "metrics", Interval = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromSeconds(1) });
        mapped.Update.ShouldBe(new NomadUpdate { Parallel = 2, Canary = 1, HealthyWithin = TimeSpan.FromMinutes(2), AutoRevert = false });
        mapped.Volumes.ShouldBe(new Dictionary<string, NomadMount> { ["web-data"] = new("/var/lib/web") });
        mapped.Files.ShouldBe([new NomadFile("/etc/web.conf", "a")]);
        mapped.Secrets.ShouldBeSameAs(secrets);
    }

    [Fact]
    public void A_service_without_ports_is_not_asked()
    {
        var (service, inventory) = Load("  worker: { group: vs, command: work }\n");
        var mapped = ServiceMapping.Of(service, Placement.Candidates(service, inventory), "v1", new Dictionary<string, Secret>(), []);
        (mapped.Check, mapped.RoutedPort).ShouldBe((null, null));
        NomadJob.Of(mapped, TestLab.Of).Specification["TaskGroups"]![0]!["Update"]!["HealthCheck"]!.GetValue<string>().ShouldBe("task_states");
    }

    [Fact]
    public void What_Nomad_cannot_run_is_told_all_together()
    {
        var (service, inventory) = Load("  web: { group: vs, image: localhost/web, port: 80 }\n");
        var servers = inventory.Hosts.Where(host => host.Server).ToList();
        var failure = Should.Throw<DiagnosticException>(() => ServiceMapping.Of(service, servers, "v1", new Dictionary<string, Secret>(), [("/a.bin", [0xff, 0xfe], false), ("/b.txt", new byte[300 << 10], false)]));
        failure.Diagnostics.Select(one => one.ToString()).ShouldBe(
        [
            "inventory.yml:12:3: error JAM0452: Nomad has no client among the hosts that may run 'web': vb0",
            "inventory.yml:12:3: error JAM0454: /a.bin of 'web' is not text in UTF-8, and Nomad's templates hold nothing else",
            "inventory.yml:12:3: error JAM0453: the files of 'web' have 300 KiB; Nomad takes 256 KiB of them well",
        ]);
    }

    [Fact]
    public void The_lab_knows_where_its_Nomad_is()
    {
        var (_, inventory) = Load("  worker: { group: vs, command: work }\n");
        var context = new RoleContext(inventory.Hosts[0], inventory, new OneSecret(), new OneAuthority(), false, ParameterBinder.Find);
        var connection = NomadAccess.Connection(context);
        (connection.ServerName, connection.AuthorityPem, string.Join(' ', connection.Servers)).ShouldBe(("server.eu.nomad", "pem", "10.77.0.5:4646"));
        NomadAccess.Lab(context).ShouldBe(new NomadLab("mylab", "eu", "mylab"));
        NomadAccess.Connection(context, (host, port) => new System.Net.DnsEndPoint(host.Name, port + 1)).Servers.ShouldBe([new System.Net.DnsEndPoint("vb0", 4647)]);
    }

    [Fact]
    public void The_example_of_the_docs_runs_on_Nomad()
    {
        var shown = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "docs", "services-nomad.md")).Split("```yaml\n")[1].Split("```")[0];
        var (service, inventory) = Parse(
            "schema: 1\nhypervisor: nspawn\ndefaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB }\n"
            + shown.Replace("  runtime: nomad\n", "  runtime: nomad\n  name: mylab\n  domain: lab.internal\n  networks: { lan: { cidr: 10.77.0.0/24 } }\n")
            + "vms:\n  vs[0..1]: { address: 10.77.0.10, groups: [vs] }\n  vb[0..2]: { address: 10.77.0.20, roles: [consul, nomad, haproxy], server: true }\n");
        var mapped = ServiceMapping.Of(service, Placement.Candidates(service, inventory), "v1", new Dictionary<string, Secret> { ["DB_PASSWORD"] = new("the value") }, []);
        var context = new RoleContext(inventory.Hosts[0], inventory, new OneSecret(), new OneAuthority(), false, ParameterBinder.Find);
        var volumes = context.ParametersOf<Stages.Configuration.Roles.Nomad.NomadSettings>(inventory.Find("vs0")!, "nomad").HostVolumes;
        mapped.Volumes.Keys.ShouldBe(volumes.Keys);
        mapped.Nodes.ShouldBe(["vs0", "vs1"]);
    }

    private static (Service Service, LabInventory Inventory) Load(string services) => Parse(Head + services);

    private static (Service Service, LabInventory Inventory) Parse(string yaml)
    {
        var result = InventoryFile.Parse(yaml, "inventory.yml", Repository.Images, Stages.Roles.Known);
        var inventory = result.Inventory.ShouldNotBeNull(string.Join('\n', result.Diagnostics));
        return (inventory.Services.Values.Single(), inventory);
    }

    private sealed class OneSecret : ISecrets
    {
        public IReadOnlyCollection<Secret> Opened => [];

        public Secret GetOrCreate(string name, Func<Secret> make) => new(name);
    }

    private sealed class OneAuthority : Stages.Configuration.Pki.ICertificates
    {
        public string AuthorityCertificate => "pem";

        public Stages.Configuration.Pki.Certificate For(string name, IReadOnlyList<string> dnsNames, IReadOnlyList<System.Net.IPAddress> addresses) => throw new NotSupportedException();
    }
}
