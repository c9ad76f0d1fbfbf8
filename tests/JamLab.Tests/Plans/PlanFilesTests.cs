using JamLab.Stages;
using JamLab.Stages.Plans;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Plans;

public sealed class PlanFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plans_come_back_in_the_order_of_their_environments_whatever_the_artifacts_are_called()
    {
        Put("plan-2/artifacts/local/plan.json", SamplePlans.Local.ToJson());
        Put("plan-1/plan.json", SamplePlans.Home.ToJson());
        Put("plan-1/inventory.json", "{");
        var read = PlanFiles.Read(_folder.Path);
        read.Select(plan => plan.ToJson()).ShouldBe([SamplePlans.Home.ToJson(), SamplePlans.Local.ToJson()]);
        PlanComment.Write(read).ShouldBe(PlanComment.Write([SamplePlans.Home, SamplePlans.Local]));
    }

    [Fact]
    public void Of_two_of_one_environment_the_later_counts()
    {
        Put("a/plan.json", (SamplePlans.Local with { Made = SamplePlans.Local.Made.AddHours(1), Commit = "later" }).ToJson());
        Put("b/plan.json", SamplePlans.Local.ToJson());
        PlanFiles.Read(_folder.Path).ShouldHaveSingleItem().Commit.ShouldBe("later");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{ "environment": null, "made": "2026-03-14T18:25:40Z" }""")]
    [InlineData("""{ "environment": "home", "made": "2026-03-14T18:25:40Z", "targets": null }""")]
    [InlineData("""{ "environment": "home", "made": "2026-03-14T18:25:40Z", "machines": [{ "name": "a", "action": "explode", "losesData": false, "reason": "" }] }""")]
    public void What_is_no_plan_is_told_and_not_left_out(string json)
    {
        Put("a/plan.json", json);
        Should.Throw<StageException>(() => PlanFiles.Read(_folder.Path)).Message.ShouldContain("plan.json is no plan");
    }

    [Fact]
    public void No_folder_holds_no_plans() => PlanFiles.Read(_folder / "none").ShouldBeEmpty();

    private void Put(string file, string text)
    {
        var path = Path.Combine(_folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
