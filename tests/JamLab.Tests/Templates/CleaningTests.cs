using JamLab.Stages.Templates;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Templates;

public class CleaningTests
{
    [Fact]
    public async Task Only_templates_that_nobody_asks_for_and_nobody_uses_go()
    {
        using var images = new Images();
        var old = images.Finish();
        images.Write("plain/scripts/20-own.sh", "echo 1\n");
        var used = images.Finish();
        images.Write("plain/scripts/20-own.sh", "echo 2\n");
        var current = images.Finish();
        TemplateUsers.Register(used, images.Paths.Root);

        await Cleaning(images).ApplyAsync(TestContext.Current.CancellationToken);

        Directory.Exists(old.Folder).ShouldBeFalse();
        TemplateArtifact.Open(used.Folder).ShouldBe(used);
        TemplateArtifact.Open(current.Folder).ShouldBe(current);
    }

    [Fact]
    public void A_user_whose_state_is_gone_does_not_count()
    {
        using var images = new Images();
        var template = images.Finish();
        var state = Directory.CreateDirectory(Path.Combine(images.Paths.Root, "state")).FullName;
        TemplateUsers.Register(template, state);
        TemplateUsers.Register(template, state);
        TemplateUsers.InUse(template.Folder).ShouldBeTrue();

        Directory.Delete(state);

        TemplateUsers.InUse(template.Folder).ShouldBeFalse();
    }

    [Fact]
    public void A_user_can_leave()
    {
        using var images = new Images();
        var template = images.Finish();
        TemplateUsers.Register(template, images.Paths.Root);
        TemplateUsers.UnregisterAll(images.Paths.Templates, images.Paths.Root);
        TemplateUsers.InUse(template.Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task What_an_interrupted_build_left_goes_too()
    {
        using var images = new Images();
        var building = Path.Combine(images.Paths.Templates, "plain-0123456789ab.building");
        Directory.CreateDirectory(Path.Combine(building, "work"));

        await Cleaning(images).ApplyAsync(TestContext.Current.CancellationToken);

        Directory.Exists(building).ShouldBeFalse();
    }

    [Fact]
    public async Task A_build_that_is_going_on_is_left_alone()
    {
        using var images = new Images();
        var building = Path.Combine(images.Paths.Templates, "plain-0123456789ab.building");
        Directory.CreateDirectory(building);
        using var held = JamLab.Stages.State.LockFile.TryAcquire(Path.Combine(images.Paths.Templates, "plain-0123456789ab.lock"), TimeProvider.System);

        await Cleaning(images).ApplyAsync(TestContext.Current.CancellationToken);

        Directory.Exists(building).ShouldBeTrue();
    }

    private static TemplateCleaning Cleaning(Images images) => new(images.Paths, Logger.None, TimeProvider.System);
}
