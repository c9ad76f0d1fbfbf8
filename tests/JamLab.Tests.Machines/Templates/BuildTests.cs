using JamLab.Stages.Templates;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Templates;

public class BuildTests
{
    [Fact]
    public async Task A_built_template_is_found_and_not_built_again()
    {
        var built = await Lab.TemplateAsync("debian-12", TestContext.Current.CancellationToken);

        TemplateStage.Plan(Lab.Paths, ["debian-12"]).HasChanges.ShouldBeFalse();
        TemplateArtifact.Open(built.Folder).ShouldBe(built);
        TemplateManifest.Read(built.Folder)!.Packages.Keys.ShouldContain("cloud-init");
    }
}
