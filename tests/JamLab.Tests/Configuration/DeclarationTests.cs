using JamLab.Inventory.Parameters;
using JamLab.Stages.Configuration;
using JamLab.Tests.Inventory;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration;

public class DeclarationTests
{
    [Theory]
    [InlineData("home")]
    [InlineData("local")]
    public void No_two_roles_of_the_repositorys_inventories_want_different_things(string environment)
    {
        var inventory = EnvironmentTests.Load(environment).Inventory!;
        var declaration = new Declaration(RoleCatalog.All, host => RoleRun.Context(host, inventory), _ => []);
        foreach (var host in inventory.Hosts)
            declaration.For(host, []).Resources.ShouldNotBeEmpty(host.Name.Value);
    }

    [Fact]
    public void A_role_that_is_not_asked_for_is_not_declared_and_makes_no_secrets()
    {
        var inventory = RoleRun.Cluster().Inventory!;
        var host = inventory.Find("vb0")!;
        var declared = new List<string>();
        var declaration = new Declaration([.. host.Roles.Select(role => new Noting(role.Value, declared))], one => RoleRun.Context(one, inventory), _ => []);

        declaration.For(host, ["nomad"]).Resources.Select(one => one.Role).ShouldBe(["nomad"]);
        declared.ShouldBe(["nomad"]);

        declaration.For(host, []);
        declared.ShouldBe(["nomad", "consul", "nomad", "vault"]);
    }

    private sealed class Noting(string name, List<string> declared) : Role
    {
        public override string Name => name;

        public override string Summary => "";

        public override Type Parameters => typeof(object);

        internal override IEnumerable<ParameterMistake> Check(object parameters) => [];

        public override RolePlan Declare(RoleContext context)
        {
            declared.Add(name);
            return new RolePlan([new JamLab.Convergence.Resources.Group(name)]);
        }
    }
}
