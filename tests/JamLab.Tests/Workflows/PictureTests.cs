using JamLab.Stages.Workflows.Pictures;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows;

public sealed class PictureTests
{
    public static TheoryData<string> Files => [.. SampleLabs.Set([SampleLabs.Named("everything")[0]]).All().Select(one => one.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_pictures_of_the_docs_are_those_of_the_workflows(string file)
    {
        var workflow = SampleLabs.Set([SampleLabs.Named("everything")[0]]).All().Single(one => one.File == file);
        var picture = Repository.File("docs", "images", $"workflow-{Path.GetFileNameWithoutExtension(file)}.svg");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(picture, WorkflowPicture.Draw(workflow));
        File.ReadAllText(picture).ReplaceLineEndings("\n").ShouldBe(WorkflowPicture.Draw(workflow), $"APPROVE=1 draws {picture} anew");
    }
}
