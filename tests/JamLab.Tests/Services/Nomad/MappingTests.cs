using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Services;
using JamLab.Stages.Services.Nomad;
using JamLab.Stages.Services.Nomad.Jobs;
using JamLab.Tests.Inventory;
using JamLab.Tests.Services.Nomad.Api;
using JamLab.Tests.Support;
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
        var (deployment, inventory) = Load("""
              web:
                host_names: [web]
                group: vs
                count: 4
                constraints: { hosts: [vs0, vs2], distinct: false }
                image: localhost/web:1
                ports: { http: 8080, metrics: 9090 }
                environment: { LOG_LEVEL: info }
                secrets: { KEY: web/key }
                files: { /etc/web: files/web }
                volumes: { data: { path: /var/lib/web } }
                check: { http: /health, port: metrics, interval: 5s, timeout: 1s }
                resources: { cpu: 500, memory: 256MiB }
                update: { parallel: 2, canary: 1, healthy_within: 2m, auto_revert: false }
            """);
        var mapped = Of(deployment, inventory);
        mapped.Nodes.ShouldBe(["vs0", "vs2"]);
        (mapped.Count, mapped.Distinct, mapped.Image, mapped.Command, mapped.RoutedPort, mapped.Cpu, mapped.Memory).ShouldBe((4, false, "localhost/web:1", null, "http", 500, 256));
        mapped.Check.ShouldBe(new NomadCheck("/health") { Port = "metrics", Interval = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromSeconds(1) });
        mapped.Update.ShouldBe(new NomadUpdate { Parallel = 2, Canary = 1, HealthyWithin = TimeSpan.FromMinutes(2), AutoRevert = false });
        mapped.Volumes.ShouldBe(new Dictionary<string, NomadMount> { ["web-data"] = new("/var/lib/web") });
        mapped.Files.ShouldBe([new NomadFile("/etc/web/conf.d/a.conf", "a = 1\n"), new NomadFile("/etc/web/run.sh", "#!/bin/sh\n", IsExecutable: true)]);
        mapped.Secrets["KEY"].Reveal().ShouldBe("<web/key>");
    }

    [Fact]
    public void A_service_without_ports_is_not_asked()
    {
        var (deployment, inventory) = Load("  worker: { group: vs, command: work }\n");
        var mapped = Of(deployment, inventory);
        (mapped.Check, mapped.RoutedPort, mapped.InConsul).ShouldBe((null, null, false));
        NomadJob.Of(mapped, TestLab.Of).Specification["TaskGroups"]![0]!["Update"]!["HealthCheck"]!.GetValue<string>().ShouldBe("task_states");
    }

    [Fact]
    public void What_Nomad_cannot_run_is_told_all_together()
    {
        var (deployment, inventory) = Load("  web: { group: vs, image: localhost/web, port: 80 }\n");
        var servers = inventory.Hosts.Where(host => host.Server).ToList();
        var large = deployment with { Definition = deployment.Definition with { Files = [new DefinedFile("/a.bin", "", [0xff, 0xfe], false), new DefinedFile("/b", "c.txt", new byte[300 << 10], false)] } };
        var failure = Should.Throw<DiagnosticException>(() => ServiceMapping.Of(large, servers, name => new Secret(name)));
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
        var (deployment, inventory) = Parse(
            "schema: 1\nhypervisor: nspawn\ndefaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB }\n"
            + shown.Replace("  runtime: nomad\n", "  runtime: nomad\n  name: mylab\n  domain: lab.internal\n  networks: { lan: { cidr: 10.77.0.0/24 } }\n")
            + "vms:\n  vs[0..1]: { address: 10.77.0.10, groups: [vs] }\n  vb[0..2]: { address: 10.77.0.20, roles: [consul, nomad, haproxy], server: true }\n");
        var mapped = Of(deployment, inventory);
        var context = new RoleContext(inventory.Hosts[0], inventory, new OneSecret(), new OneAuthority(), false, ParameterBinder.Find);
        var volumes = context.ParametersOf<Stages.Configuration.Roles.Nomad.NomadSettings>(inventory.Find("vs0")!, "nomad").HostVolumes;
        mapped.Volumes.Keys.ShouldBe(volumes.Keys);
        mapped.Nodes.ShouldBe(["vs0", "vs1"]);
        mapped.InConsul.ShouldBeTrue();
    }

    private static NomadService Of(Deployment deployment, LabInventory inventory) =>
        ServiceMapping.Of(deployment, Placement.Candidates(deployment.Service, inventory), name => new Secret($"<{name}>"));

    private static (Deployment Deployment, LabInventory Inventory) Load(string services) => Parse(Head + services);

    private static (Deployment Deployment, LabInventory Inventory) Parse(string yaml)
    {
        var result = InventoryFile.Parse(yaml, "inventory.yml", Repository.Images, Stages.Roles.Known);
        var inventory = result.Inventory.ShouldNotBeNull(string.Join('\n', result.Diagnostics));
        var service = inventory.Services.Values.Single();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder / "files" / "web" / "conf.d");
        folder.With("files/web/conf.d/a.conf", "a = 1\n");
        System.IO.File.SetUnixFileMode(folder.With("files/web/run.sh", "#!/bin/sh\n"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return (new Deployment(service, new DefinitionReader(folder.Path, new OneSecret()).Read([service])[service.Name], "v1", []), inventory);
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
