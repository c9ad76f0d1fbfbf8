using JamLab.Convergence;
using JamLab.Stages.Plans;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Plans;

public sealed class PlanCommentTests
{
    [Fact]
    public void A_comment_tells_losses_first_then_a_table_then_everything_folded() =>
        Approved.Match(PlanComment.Write([SamplePlans.Home, SamplePlans.Local, SamplePlans.Broken]), "comment", "md");

    [Fact]
    public void Where_nothing_changes_it_is_short() => Approved.Match(PlanComment.Write([SamplePlans.Local]), "comment-nothing", "md");

    [Fact]
    public void A_plan_of_a_part_says_so() =>
        PlanComment.Write([SamplePlans.Home with { ConfinedTo = ["logmon", "grafana"] }]).ShouldContain("Only `logmon grafana` of it was asked.");

    [Fact]
    public void Without_any_plan_nothing_is_said_to_stay() => PlanComment.Write([]).ShouldContain("### No plan was made");

    [Fact]
    public void What_has_no_room_is_left_out_whole_and_counted()
    {
        var hosts = Enumerable.Range(0, 300).Select(n => new PlanHost($"host{n}") { Resources = [.. Enumerable.Range(0, 5).Select(m => new PlanResource("base", $"file {m}", [new Difference("text") { Text = "@@ -0,0 +1 @@\n" + new string('+', 40 * (m + 1)) }]))] });
        var page = PlanComment.Write([SamplePlans.Home with { Hosts = [.. hosts] }], "plan-home");
        page.Length.ShouldBeInRange(60_000, 65_000);
        for (var n = 0; n < 300; n++)
            page.ShouldContain($"<code>host{n}</code>: 5 resources", Case.Sensitive, "heads come before any diff");
        page.ShouldContain("diffs left out for want of room: the artifact `plan-home` has all.");
    }

    [Fact]
    public void Two_thousand_hosts_still_fit_with_their_table()
    {
        var hosts = Enumerable.Range(0, 2000).Select(n => new PlanHost($"host{n}") { Resources = [new("base", "a", [new Difference("x", "1", "2")]), new("base", "b", [new Difference("y", "1", "2")])] });
        var page = PlanComment.Write([SamplePlans.Home with { Hosts = [.. hosts] }]);
        page.Length.ShouldBeLessThanOrEqualTo(65_000);
        page.ShouldContain("2000 change (of 2000)");
        page.ShouldContain("hosts left out");
    }

    [Fact]
    public void A_summary_has_room_for_more_than_a_comment()
    {
        var hosts = Enumerable.Range(0, 300).Select(n => new PlanHost($"host{n}") { Resources = [.. Enumerable.Range(0, 5).Select(m => new PlanResource("base", $"file {m}", [new Difference("text") { Text = new string('+', 300) }]))] });
        StepSummary.Write([SamplePlans.Home with { Hosts = [.. hosts] }]).Length.ShouldBeGreaterThan(400_000);
    }
}
