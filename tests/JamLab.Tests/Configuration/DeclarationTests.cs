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
}
