using System.Text.RegularExpressions;
using JamLab.Stages.Templates;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Templates;

public partial class PlanTests
{
    [Fact]
    public void A_plan_says_which_input_changed()
    {
        using var images = new Images();
        var said = new List<string> { "# nothing there", Said(images) };

        images.Finish(DateTimeOffset.UnixEpoch);
        said.AddRange(["# finished", Said(images)]);
        said.AddRange(["# forced", Shown(images.Plan(force: true))]);

        images.Write("_base/scripts/10-sshd.sh", "echo changed\n");
        said.AddRange(["# a script of the included folder edited", Said(images)]);

        File.SetUnixFileMode(images.PathOf("_base/template.pkr.hcl"), (UnixFileMode)0b111_101_101);
        images.Write("plain/scripts/20-own.sh", "echo own\n");
        said.AddRange(["# also a mode changed and a script added", Said(images)]);

        images.Write("plain/scripts/10-sshd.sh", "echo sshd\n");
        said.AddRange(["# the image's own file hides the included one", Said(images)]);

        Approved.Match(string.Join('\n', said), "Plans");
    }

    [Fact]
    public void Of_several_included_folders_the_last_one_serves_and_before_all_the_images_own()
    {
        using var images = new Images(Images.Plain.Replace("include: _base", "include: [_base, _other]", StringComparison.Ordinal));
        images.Write("_other/scripts/10-sshd.sh", "echo other\n");
        images.Write("_other/template.pkr.hcl", "build {}\n");
        images.Write("plain/template.pkr.hcl", "build {}\n");

        var files = images.Plan().Templates[0].Image.Files();

        files["scripts/10-sshd.sh"].ShouldBe(images.PathOf("_other/scripts/10-sshd.sh"));
        files["template.pkr.hcl"].ShouldBe(images.PathOf("plain/template.pkr.hcl"));
    }

    [Fact]
    public void An_undone_edit_finds_the_old_template_again()
    {
        using var images = new Images();
        var finished = images.Finish();

        images.Write("_base/scripts/10-sshd.sh", "echo changed\n");
        images.Plan().HasChanges.ShouldBeTrue();
        images.Write("_base/scripts/10-sshd.sh", "echo sshd\n");

        images.Plan().Templates[0].Existing.ShouldBe(finished);
    }

    [Fact]
    public void Planning_touches_nothing()
    {
        using var images = new Images();
        images.Plan();
        Directory.Exists(images.Paths.Cache).ShouldBeFalse();
    }

    private static string Said(Images images) => Shown(images.Plan());

    private static string Shown(TemplatePlan plan) => Fingerprint().Replace(plan.ToString(), "<fingerprint>");

    [GeneratedRegex("[0-9a-f]{12}")]
    private static partial Regex Fingerprint();
}
