using System.Text;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using JamLab.Convergence;
using JamLab.Stages.Plans;
using JamLab.Stages.Plans.Markdown;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Plans;

public sealed partial class HostileTextTests
{
    [Property(Arbitrary = [typeof(HostileText)], MaxTest = 150)]
    public void What_was_made_visible_can_be_read_back(HostileText text)
    {
        VisibleText.Read(VisibleText.Block(text.Value)).ShouldBe(text.Value);
        VisibleText.Read(VisibleText.Line(text.Value)).ShouldBe(text.Value);
        VisibleText.Line(text.Value).ShouldNotContain("\n");
    }

    [Property(Arbitrary = [typeof(HostileText)], MaxTest = 200)]
    public void Whatever_a_text_holds_the_page_around_it_stays_the_same(HostileText text)
    {
        var page = new MarkdownReading(HostilePlan.With(text.Value).ToMarkdown());
        page.IsWhole.ShouldBeTrue();
        page.Rest.ShouldBe(new MarkdownReading(HostilePlan.With("x").ToMarkdown()).Rest);
    }

    [Property(Arbitrary = [typeof(HostileText)], MaxTest = 200)]
    public void Nothing_of_a_text_is_lost(HostileText text)
    {
        var page = new MarkdownReading(HostilePlan.With(text.Value).ToMarkdown());
        page.Fences.ShouldContain($"{text.Value}\n{text.Value.TrimEnd('\n')}", "a diff");
        page.Fences.ShouldContain($"{text.Value}\n{text.Value}", "why a host could not be asked, and the way out");
        page.Codes.Count(code => code == text.Value).ShouldBeGreaterThanOrEqualTo(9);
    }

    [Property(Arbitrary = [typeof(HostileText)], MaxTest = 100)]
    public void No_line_of_a_page_is_a_command_to_the_runner(HostileText text)
    {
        foreach (var page in new[] { HostilePlan.With(text.Value).ToMarkdown(), PlanComment.Write([HostilePlan.With(text.Value)]), DriftReport.Of([HostilePlan.With(text.Value)], text.Value).Body })
        {
            page.Split('\n').ShouldAllBe(line => !line.TrimStart().StartsWith("::", StringComparison.Ordinal));
            page.ShouldNotContain("##[");
            page.ShouldNotContain("\r");
            page.ShouldNotContain("\0");
            page.ShouldNotContain("\u001b");
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(page).ShouldBePositive();
        }
    }

    [Property(Arbitrary = [typeof(HostileText)], MaxTest = 100)]
    public void The_issue_about_drift_holds_hostile_texts_as_well(HostileText text)
    {
        var page = new MarkdownReading(DriftReport.Of([HostilePlan.With(text.Value)], "home").Body);
        page.IsWhole.ShouldBeTrue();
        page.Rest.ShouldBe(new MarkdownReading(DriftReport.Of([HostilePlan.With("x")], "home").Body).Rest);
    }

    [Property(Arbitrary = [typeof(HostileText)], MaxTest = 100)]
    public void A_plan_comes_back_from_its_file(HostileText text)
    {
        // Half a surrogate pair is no Unicode, and no file in UTF-8 can hold it.
        var plan = HostilePlan.With(text.Value.Replace('\ud800', '\ufffd').Replace('\udc00', '\ufffd').Replace("\ud83d\ufffd", "\ufffd\ufffd", StringComparison.Ordinal));
        LabPlan.FromJson(plan.ToJson()).ToJson().ShouldBe(plan.ToJson());
    }

    [Fact]
    public void A_line_of_a_megabyte_is_left_out_whole_and_the_rest_stays()
    {
        var plan = SamplePlans.Home with { Hosts = [.. SamplePlans.Home.Hosts!, new("big") { Resources = [new("base", "file /etc/big", [new Difference("/etc/big") { Text = "@@ -0,0 +1 @@\n+" + new string('`', 1 << 20) }])] }] };
        var page = PlanComment.Write([plan]);
        page.ShouldContain("1 diff left out for want of room");
        new MarkdownReading(page).Fences.ShouldContain(text => text.Contains("made of code", StringComparison.Ordinal));
        plan.ToMarkdown().ShouldContain(new string('`', 1 << 20));
    }

    [Property(Arbitrary = [typeof(HostileText)], MaxTest = 30)]
    public void However_much_there_is_a_comment_is_within_GitHubs_limits_and_whole(HostileText text, byte hosts, byte resources)
    {
        var many = Enumerable.Range(0, hosts % 40).Select(n => new PlanHost($"{text.Value}{n}")
        {
            Resources = [.. Enumerable.Range(0, (resources % 30) + 1).Select(m => new PlanResource("base", $"file {m}", [new Difference(text.Value) { Text = string.Concat(Enumerable.Repeat(text.Value, m)) }]))],
        }).ToList();
        var plans = Enumerable.Range(0, 3).Select(n => HostilePlan.With(text.Value) with { Environment = $"env{n}", Hosts = many }).ToList();
        var page = PlanComment.Write(plans);
        page.Length.ShouldBeLessThanOrEqualTo(65_000);
        Encoding.UTF8.GetByteCount(page).ShouldBeLessThanOrEqualTo(262_144);
        var read = new MarkdownReading(page);
        read.IsWhole.ShouldBeTrue();
        Details().Count(read.Rest).ShouldBe(EndOfDetails().Count(read.Rest));
        foreach (var plan in plans)
            page.ShouldContain($"| `{plan.Environment}` |", Case.Sensitive, "the table is always there");
        Encoding.UTF8.GetByteCount(StepSummary.Write(plans)).ShouldBeLessThanOrEqualTo(1 << 20);
    }

    [GeneratedRegex("^<details", RegexOptions.Multiline)]
    private static partial Regex Details();

    [GeneratedRegex("^</details", RegexOptions.Multiline)]
    private static partial Regex EndOfDetails();
}
