using JamLab.Convergence.Resources;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Roles.Consul;
using JamLab.Stages.Configuration.Roles.Haproxy;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Roles;

public class HaproxyTests
{
    private static readonly LabInventory Lab = Parse("""
        schema: 1
        lab:
          name: routes
          domain: lab.internal
          networks: { lan: { cidr: 10.77.0.0/24 }, iot: { cidr: 10.78.0.0/24 } }
          parameters:
            haproxy: { tls_services: [vault-ui], internal_networks: [10.8.0.0/24], consul_services: { who: whoami } }
        hypervisor: proxmox
        defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB, node: pve0 }
        groups:
          vs: { roles: [consul, nomad, podman] } # allow JAM0501
          some:
        hosts:
          pve0: { kind: node, address: 10.77.0.100 }
        vms:
          vb0: { address: 10.77.0.120, server: true, roles: [consul, haproxy] } # allow JAM0501
          vb1: { address: 10.77.0.121, server: true, roles: [consul] }
          edge0: { address: 10.77.0.110, roles: [haproxy] }
          vs[0..2]: { address: 10.77.0.130, groups: [vs, some] }
          plain0: { address: 10.77.0.140, roles: [podman], groups: [some] }
        services:
          echo: # several, for everybody, with an http check
            group: vs
            count: 3
            host_names: [echo, "*.apps", www.example.org]
            command: serve
            port: 8080
            check: { http: "/health?of='all'#1", interval: 1s, timeout: 3s }
            exposure: external
          web: { group: vs, host_names: [web, "*.deep"], image: nginx, port: 80, check: { port: http } } # a name that HAProxy's own parts have too
          wiki: { host: plain0, host_names: [wiki], image: wiki, port: 8080, check: / } # a host without Consul
          both: { group: some, host_names: [both], command: serve, port: 9000 } # some hosts with, some without
          vault-ui: { host: vs0, host_names: [vault], unit: vault.service, packages: [vault], port: 8200, check: /v1/sys/health }
          batch: { job: files/batch.nomad.hcl, host_names: [batch] }
          cloud: { group: vs, host_names: [cloud], image: cloud, port: 80, runtime: nomad, count: 2 }
          quiet: { group: vs, command: serve, port: 7000, exposure: none }
          nobody: { group: vs, host_names: [nobody], command: serve, port: 7001 }
        """);

    [Theory]
    [InlineData("local", "vb0")]
    [InlineData("home", "vb0")]
    [InlineData("home", "rpi1")]
    public void A_hosts_resources_are_as_approved(string environment, string host) =>
        Approved.Match(Shown.Plan(Declare(environment, host), withSecrets: true), $"Haproxy.{environment}.{host}");

    [Fact]
    public void No_secret_shows_in_what_is_not_marked_as_one() => Shown.Plan(Declare("home", "vb0")).ShouldNotContain("<key");

    [Theory]
    [InlineData("vb0")] // a member of Consul
    [InlineData("edge0")] // none: it asks the servers
    public void Every_sort_of_service_is_routed_as_approved(string host)
    {
        var context = RoleRun.Context(Lab.Find(host)!, Lab);
        var settings = context.ParametersOf<HaproxySettings>(context.Host, "haproxy");
        Approved.Match(HaproxyConfiguration.For(context, settings, Route.All(context, settings), ConsulCluster.Find(context)), $"Haproxy.routes.{host}");
    }

    [Fact]
    public void A_service_is_looked_for_in_Consul_where_its_hosts_have_an_agent_and_else_at_its_own_port()
    {
        var routes = Routes(Lab);
        routes["echo"].ShouldSatisfyAllConditions(route => route.InConsul.ShouldBe("echo"), route => route.Servers.ShouldBeEmpty());
        routes["wiki"].ShouldSatisfyAllConditions(route => route.InConsul.ShouldBeNull(), route => route.Servers.ShouldBe([("plain0", "10.77.0.140:8080")]));
        routes["both"].ShouldSatisfyAllConditions(route => route.InConsul.ShouldBe("both"), route => route.Servers.ShouldBe([("plain0", "10.77.0.140:9000")]));
        routes["batch"].ShouldSatisfyAllConditions(route => route.InConsul.ShouldBe("batch"), route => route.Servers.ShouldBeEmpty());
        routes.ShouldNotContainKey("quiet");
    }

    [Fact]
    public void Without_Consul_a_group_s_hosts_are_all_tried()
    {
        var context = Context("home", "vb0", text => text.Replace("[consul, ", "[", StringComparison.Ordinal).Replace("    host: logmon\n    host_names", "    group: vs\n    host_names", StringComparison.Ordinal));
        var route = Route.All(context, new HaproxySettings()).Single(route => route.Service == "grafana");
        route.InConsul.ShouldBeNull();
        route.Servers.Select(server => server.Address).ShouldBe(["192.168.10.130:3000", "192.168.10.131:3000", "192.168.10.132:3000"]);
        HaproxyConfiguration.For(context, new HaproxySettings(), [route], null).ShouldNotContain("resolvers");
    }

    [Fact]
    public void Twice_as_many_instances_as_wanted_have_room_for_the_time_of_an_update() =>
        Backend.Text(new Route("echo", ["echo.lab"], []) { InConsul = "echo", Instances = 9 }, new HaproxySettings { InstancesAtMost = 4 }, []).ShouldContain("server-template echo 18 _echo._tcp");

    [Fact]
    public void What_is_known_of_servers_is_kept_over_a_reload()
    {
        var plan = Declare("local", "vb0");
        plan.Resources.OfType<Unit>().Single().DropIns["jamlab"].ShouldBe(KeptServers.DropIn);
        Approved.Match($"{KeptServers.Script}\n{KeptServers.DropIn.Reveal()}", "Haproxy.kept-servers");
    }

    private static Dictionary<string, Route> Routes(LabInventory inventory) =>
        Route.All(RoleRun.Context(inventory.Find("vb0")!, inventory), new HaproxySettings()).ToDictionary(route => route.Service);

    private static RolePlan Declare(string environment, string name) => new HaproxyRole().Declare(Context(environment, name));

    private static LabInventory Parse(string text)
    {
        var result = InventoryFile.Parse(text, "inventory.yml", Repository.Images, JamLab.Stages.Roles.Known);
        return result.Inventory.ShouldNotBeNull(string.Join('\n', result.Diagnostics));
    }

    private static RoleContext Context(string environment, string name, Func<string, string>? edit = null)
    {
        var inventory = edit is null ? EnvironmentTests.Load(environment).Inventory! : InventoryFile.Parse(edit(Repository.Inventory(environment)), "inventory.yml", Repository.Images, JamLab.Stages.Roles.Known).Inventory!;
        return RoleRun.Context(inventory.Find(name)!, inventory);
    }
}
