using JamLab.Tests.Inventory;
using JamLab.Tests.Workflows.Runner;
using JamLab.Tests.Workflows.Runner.Model;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class SchemaStoreTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "oracles", "github", "github-workflow-tests", "negative_test"));

    [Fact]
    public void Workflows_that_SchemaStore_calls_wrong_are_refused()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"needs SchemaStore's wrong workflows in {Folder}");
        var wrong = Directory.GetFiles(Folder, "*.y*ml", SearchOption.AllDirectories);
        wrong.Length.ShouldBeGreaterThan(10);
        wrong.Where(IsTaken).Select(Path.GetFileName).ShouldBeEmpty();

        static bool IsTaken(string file)
        {
            try
            {
                WorkflowReader.Read("w.yml", File.ReadAllText(file));
                return true;
            }
            catch (WorkflowException)
            {
                return false;
            }
        }
    }
}
