using System.Text;
using JamLab.Convergence;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Roles.Consul;
using JamLab.Stages.Configuration.Sources;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Roles;

public class ConsulTests
{
    [Theory]
    [InlineData("local", "vb0")]
    [InlineData("local", "vs0")]
    [InlineData("home", "vb1")]
    [InlineData("home", "vs2")]
    public void A_hosts_resources_are_as_approved(string environment, string host) =>
        Approved.Match(Shown.Plan(Declare(environment, host), withSecrets: true), $"Consul.{environment}.{host}");

    [Theory]
    [InlineData("1.8.7", "acl.tokens.master", "ui = true", "verify_server_hostname = true")]
    [InlineData("1.22.*", "initial_management", "ui_config {", "tls {")]
    public void Configuration_is_in_the_dialect_of_the_version(string version, params string[] holds)
    {
        var inventory = EnvironmentTests.Load("home").Inventory!;
        var host = inventory.Find("vb0")!;
        var cluster = ConsulCluster.Find(RoleRun.Context(host, inventory))!;
        var text = ConsulConfiguration.For(cluster, host, new ConsulSettings(), ProductVersion.Read(version)!.Value);
        text.IsSecret.ShouldBeTrue();
        foreach (var part in holds)
            text.Reveal().ShouldContain(part.Split('.')[^1]);
    }

    [Fact]
    public void Only_servers_know_the_management_token_and_have_the_name_of_one()
    {
        foreach (var (host, isServer) in new[] { ("vb0", true), ("vs0", false) })
        {
            var text = Shown.Plan(Declare("home", host), withSecrets: true).Split("\nafterwards")[0];
            text.Contains("consul/token/management", StringComparison.Ordinal).ShouldBe(isServer);
            text.Contains("server.jamlab.consul", StringComparison.Ordinal).ShouldBe(isServer);
        }
    }

    [Fact]
    public void Rolling_asks_for_all_servers_of_the_lab_and_sends_no_secret()
    {
        var rolling = Declare("home", "vb0").Rolling.ShouldNotBeNull();
        rolling.AtOnce.ShouldBe(1);
        rolling.Gate.IsSecret.ShouldBeFalse();
        Approved.Match($"{rolling.Gate}\n---- goes last\n{rolling.GoesLast}\n", "Consul.rolling", "sh");
    }

    [Fact]
    public void No_secret_shows_in_what_is_not_marked_as_one()
    {
        var plan = Declare("home", "vb0");
        Shown.Plan(plan).ShouldNotContain("<secret");
    }

    private static RolePlan Declare(string environment, string name)
    {
        var inventory = EnvironmentTests.Load(environment).Inventory!;
        return new ConsulRole().Declare(RoleRun.Context(inventory.Find(name)!, inventory));
    }
}
