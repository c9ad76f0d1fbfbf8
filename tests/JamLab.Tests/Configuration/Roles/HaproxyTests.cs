using JamLab.Inventory;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Roles.Haproxy;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Roles;

public class HaproxyTests
{
    [Theory]
    [InlineData("local", "vb0")]
    [InlineData("home", "vb0")]
    [InlineData("home", "rpi1")]
    public void A_hosts_resources_are_as_approved(string environment, string host) =>
        Approved.Match(Shown.Plan(Declare(environment, host), withSecrets: true), $"Haproxy.{environment}.{host}");

    [Fact]
    public void No_secret_shows_in_what_is_not_marked_as_one() => Shown.Plan(Declare("home", "vb0")).ShouldNotContain("<key");

    [Fact]
    public void Services_of_Consul_and_of_groups_are_looked_up_by_name()
    {
        var context = Context("home", "vb0");
        var routes = Route.All(context, new HaproxySettings { ConsulServices = { ["who"] = "whoami" } });
        var text = HaproxyConfiguration.For(context.Host, new HaproxySettings { InstancesAtMost = 3 }, routes, JamLab.Stages.Configuration.Roles.Consul.ConsulCluster.Find(context));
        text.ShouldContain("    nameserver local 127.0.0.1:8600\n");
        text.ShouldContain("req.hdr(host),field(1,:) -i who.jamfox.dev }");
        text.ShouldContain("server-template whoami 3 _whoami._tcp.service.consul resolvers consul ");
    }

    [Fact]
    public void Without_Consul_a_group_s_hosts_are_all_tried()
    {
        var context = Context("home", "vb0", text => text.Replace("[consul, ", "[", StringComparison.Ordinal).Replace("    host: logmon\n    host_names", "    group: vs\n    host_names", StringComparison.Ordinal));
        var route = Route.All(context, new HaproxySettings()).Single(route => route.Service == "grafana");
        route.InConsul.ShouldBeNull();
        route.Servers.Select(server => server.Address).ShouldBe(["192.168.10.130:3000", "192.168.10.131:3000", "192.168.10.132:3000"]);
        HaproxyConfiguration.For(context.Host, new HaproxySettings(), [route], null).ShouldNotContain("resolvers");
    }

    private static RolePlan Declare(string environment, string name) => new HaproxyRole().Declare(Context(environment, name));

    private static RoleContext Context(string environment, string name, Func<string, string>? edit = null)
    {
        var inventory = edit is null ? EnvironmentTests.Load(environment).Inventory! : InventoryFile.Parse(edit(Repository.Inventory(environment)), "inventory.yml", Repository.Images, JamLab.Stages.Roles.Known).Inventory!;
        return RoleRun.Context(inventory.Find(name)!, inventory);
    }
}
