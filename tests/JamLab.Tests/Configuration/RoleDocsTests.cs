using JamLab.Convergence;
using JamLab.Stages.Configuration;
using JamLab.Tests.Configuration.Parameters;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration;

public class RoleDocsTests
{
    [Fact]
    public void The_page_of_roles_is_what_the_roles_say()
    {
        var file = Repository.File("docs", "roles.md");
        var text = RoleDocs.Markdown(RoleCatalog.All, role => RoleRun.Plan(role)?.Rolling);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(file, text);
        File.ReadAllText(file).ShouldBe(text, $"{file} is not current: run the tests with APPROVE=1");
    }

    [Fact]
    public void A_role_is_told_with_its_order_its_rolling_and_a_table_for_every_mapping() =>
        Approved.Match(RoleDocs.Markdown([new SampleRole()], _ => new Rolling("sample", 1, "true", TimeSpan.FromMinutes(5)) { GoesLast = "true" }), "RoleDocs", "md");
}
