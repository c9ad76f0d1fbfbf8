using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Inventory;

public class ServiceTests
{
    private const string Head = """
        schema: 1
        lab: { name: mylab, domain: lab.internal, networks: { lan: { cidr: 10.77.0.0/16 } } }
        hypervisor: nspawn
        defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB }
        groups:
          vs: { roles: [podman, nomad] } # allow JAM0501
          edge: { roles: [haproxy, nfs] }
        vms:
          vs[0..3]: { address: 10.77.0.10, groups: [vs] }
          edge0: { address: 10.77.0.5, groups: [edge] }
        services:

        """;

    [Fact]
    public void A_service_that_says_everything_is_read_whole()
    {
        var service = Load("""
              web:
                host_names: [web, "*.apps", example.org]
                group: vs
                count: 2
                constraints: { hosts: [vs0, vs1, vs2], roles: [podman] }
                command: busybox httpd -f -p $PORT -h /srv/www
                packages: [busybox]
                files: { /srv/www: files/www }
                ports: { http: 8080, metrics: 9090 }
                environment: { LOG_LEVEL: info, RETRIES: 3 }
                secrets:
                  DB_PASSWORD: web/db
                  KEY: !vault |
                    5b3c9a
                volumes:
                  data: { path: /var/lib/web, backup: true }
                  media: { path: /srv/media, nfs: "edge0:/srv/media" }
                  cache: /var/cache/web
                check: { http: /health, port: metrics, interval: 5s, timeout: 1s }
                resources: { cpu: 500, memory: 256MiB }
                update: { parallel: 2, canary: 1, healthy_within: 2m, auto_revert: false }
                exposure: external
                backup: { command: sync-it, keep: 3, to: "edge0:/srv/backups" }
            """)["web"];
        service.HostNames.Select(name => name.Value).ShouldBe(["web.lab.internal", "*.apps.lab.internal", "example.org"]);
        service.Runtime.ShouldBe(ServiceRuntime.Systemd);
        service.Command!.Value.Value.ShouldBe("busybox httpd -f -p $PORT -h /srv/www");
        service.Packages.Single().Value.ShouldBe("busybox");
        service.Files.Single().ShouldSatisfyAllConditions(file => file.To.Value.ShouldBe("/srv/www"), file => file.From.Value.ShouldBe("files/www"));
        service.Ports.Select(port => $"{port.Key} {port.Value}").ShouldBe(["http 8080", "metrics 9090"]);
        service.Port!.Value.Value.ShouldBe(8080);
        service.Environment["RETRIES"].Value.ShouldBe("3");
        service.Secrets["DB_PASSWORD"].Name!.Value.Value.ShouldBe("web/db");
        service.Secrets["KEY"].Sealed!.Value.Value.Reveal().ShouldBe("5b3c9a\n");
        service.Secrets["KEY"].ToString().ShouldNotContain("5b3c9a");
        service.Volumes["data"].Backup.ShouldBeTrue();
        service.Volumes["media"].Nfs!.Value.Value.ShouldBe(new NfsPath("edge0", "/srv/media"));
        service.Volumes["cache"].ShouldSatisfyAllConditions(volume => volume.Path.Value.ShouldBe("/var/cache/web"), volume => volume.Nfs.ShouldBeNull());
        service.Check.ShouldSatisfyAllConditions(check => check.Http!.Value.Value.ShouldBe("/health"), check => check.Port!.Value.Value.ShouldBe("metrics"), check => check.Interval.ShouldBe(TimeSpan.FromSeconds(5)), check => check.Timeout.ShouldBe(TimeSpan.FromSeconds(1)));
        service.Resources.ShouldSatisfyAllConditions(limits => limits.Cpu!.Value.Value.ShouldBe(500), limits => limits.Memory!.Value.Value.ShouldBe(ByteSize.FromMiB(256)));
        service.Update.ShouldBe(new ServiceUpdate { Parallel = 2, Canary = 1, HealthyWithin = TimeSpan.FromMinutes(2), AutoRevert = false });
        service.Exposure.ShouldBe(Exposure.External);
        service.Constraints.Hosts.Count.ShouldBe(3);
        service.Backup.ShouldSatisfyAllConditions(backup => backup.Command!.Value.Value.ShouldBe("sync-it"), backup => backup.Keep.ShouldBe(3), backup => backup.Nfs!.Value.Value.Path.ShouldBe("/srv/backups"), backup => backup.Nfs!.Value.Source.Line.ShouldBe(34));
    }

    [Fact]
    public void What_a_service_does_not_say_has_its_usual_value()
    {
        var service = Load("  web: { host: vs0, command: serve }\n")["web"];
        service.Check.ShouldBe(new ServiceCheck { Interval = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(2) });
        service.Update.ShouldBe(new ServiceUpdate { Parallel = 1, Canary = 0, HealthyWithin = TimeSpan.FromSeconds(60), AutoRevert = true });
        service.Exposure.ShouldBe(Exposure.Internal);
        service.Constraints.Distinct.ShouldBeTrue();
        service.Backup.Keep.ShouldBe(7);
        service.Port.ShouldBeNull();
        service.Count.Value.ShouldBe(1);
    }

    [Theory]
    [InlineData("port: 80", 80)]
    [InlineData("ports: { api: 8080 }", 8080)]
    [InlineData("ports: { metrics: 9090, http: 81 }", 81)]
    [InlineData("port: 82, ports: { metrics: 9090 }", 82)]
    [InlineData("ports: { api: 8080, metrics: 9090 }", null)]
    public void Names_lead_to_http_or_to_the_only_port(string ports, int? routed) =>
        Load($"  web: {{ host: vs0, command: serve, {ports} }}\n")["web"].Port?.Value.ShouldBe(routed!.Value);

    [Theory]
    [InlineData("systemd", "command: serve", ServiceRuntime.Systemd)]
    [InlineData("nomad", "command: serve", ServiceRuntime.Nomad)]
    [InlineData("nomad", "command: serve, runtime: systemd", ServiceRuntime.Systemd)]
    [InlineData("systemd", "image: nginx, runtime: nomad", ServiceRuntime.Nomad)]
    [InlineData("nomad", "unit: nginx.service, packages: [nginx]", ServiceRuntime.Systemd)]
    public void The_service_says_who_runs_it_then_what_it_is_then_the_lab(string lab, string service, ServiceRuntime expected) =>
        Load($"  web: {{ group: vs, {service} }}\n", Head.Replace("name: mylab", $"name: mylab, runtime: {lab}", StringComparison.Ordinal))["web"].Runtime.ShouldBe(expected);

    [Fact]
    public void A_job_is_Nomads_and_runs_where_it_says_itself()
    {
        var service = Load("  web: { job: files/web.nomad.hcl, host_names: [web] }\n")["web"];
        service.Runtime.ShouldBe(ServiceRuntime.Nomad);
        service.Job!.Value.Value.ShouldBe("files/web.nomad.hcl");
    }

    [Theory]
    [InlineData("unit: nginx.service, packages: [nginx], host_names: [edge0], host: edge0, port: 80", "a service may have the name of the machine that it alone runs on")]
    [InlineData("command: serve, group: edge, host_names: [edge0], port: 80", "so may one of a group with that machine only")]
    [InlineData("command: serve, group: vs, count: 4", "as many instances as hosts")]
    [InlineData("image: nginx, group: vs, count: 9, runtime: nomad, constraints: { distinct: false }", "more instances than hosts where two may share one")]
    [InlineData("command: serve, group: vs, volumes: { films: { path: /srv/films, nfs: \"10.77.0.5:/srv\" } }", "an NFS server by its address")]
    [InlineData("command: serve, group: vs, volumes: { films: { path: /srv/films, nfs: \"nas.example.org:/srv\" } }", "an NFS server elsewhere")]
    [InlineData("image: nginx, group: vs, environment: { PORT: 3000 }", "PORT of a container is its own")]
    public void It_is_fine(string service, string why) => Load($"  web: {{ {service} }}\n").Count.ShouldBe(1, why);

    [Fact]
    public void Two_services_may_share_a_port_in_containers_or_on_different_hosts() =>
        Load("  a: { host: vs0, command: serve, port: 80 }\n  b: { host: vs1, command: serve, port: 80 }\n  c: { group: vs, image: nginx, port: 80 }\n").Count.ShouldBe(3);

    private sealed record Written(bool IsImage, int Count, int[] Ports, string[] Variables, int Seconds, int MiB, string Exposure, int Keep);

    private static readonly Gen<Written> Any =
        from image in ArbMap.Default.GeneratorFor<bool>()
        from count in Gen.Choose(1, 4)
        from ports in Gen.Choose(1, 65535).ListOf()
        from variables in Gen.SubListOf("A", "LOG_LEVEL", "_x", "PATH_2")
        from seconds in Gen.Choose(1, 100_000)
        from memory in Gen.Choose(4, 100_000)
        from exposure in Gen.Elements("internal", "none")
        from keep in Gen.Choose(1, 1000)
        select new Written(image, count, [.. ports.Distinct().Take(5)], [.. variables], seconds, memory, exposure, keep);

    [Property(MaxTest = 200)]
    public Property What_was_written_of_a_service_is_what_is_read() => Prop.ForAll(Any.ToArbitrary(), one =>
    {
        var service = Load($$"""
              web:
                group: vs
                {{(one.IsImage ? "image: nginx" : "command: serve")}}
                count: {{one.Count}}
                ports: { {{string.Join(", ", one.Ports.Select((port, i) => $"p{i}: {port}"))}} }
                environment: { {{string.Join(", ", one.Variables.Select(name => $"{name}: of {name}"))}} }
                check: { interval: {{TimeSpan.FromSeconds(one.Seconds).Days}}d{{one.Seconds % 86400}}s }
                resources: { memory: {{one.MiB}}MiB }
                exposure: {{one.Exposure}}
                volumes: { data: /data }
                backup: { keep: {{one.Keep}} }
            """)["web"];
        service.Count.Value.ShouldBe(one.Count);
        service.Ports.Values.Select(port => port.Value).ShouldBe(one.Ports);
        service.Environment.ShouldAllBe(variable => variable.Value.Value == $"of {variable.Key}");
        service.Environment.Count.ShouldBe(one.Variables.Length);
        service.Check.Interval.ShouldBe(TimeSpan.FromSeconds(one.Seconds));
        service.Resources.Memory!.Value.Value.ShouldBe(ByteSize.FromMiB(one.MiB));
        service.Exposure.ToString().ShouldBe(one.Exposure, StringCompareShould.IgnoreCase);
        service.Backup.Keep.ShouldBe(one.Keep);
        (service.Image is not null).ShouldBe(one.IsImage);
    });

    private static IReadOnlyDictionary<string, Service> Load(string services, string head = Head)
    {
        var result = InventoryFile.Parse(head + services, "inventory.yml", Repository.Images, SampleRoles.All);
        result.Diagnostics.Where(one => one.Code != Codes.ConsensusServers).ShouldBeEmpty();
        return result.Inventory!.Services;
    }
}
