using JamLab.Stages.Plans;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Plans;

public sealed class DriftTests
{
    [Fact]
    public void What_differs_stands_in_a_table_and_what_gave_no_answer_beside_it()
    {
        var report = DriftReport.Of([SamplePlans.Home, SamplePlans.Local], "jamlab");
        report.State.ShouldBe(DriftState.Drift);
        report.Marker.ShouldBe("jamlab:drift:jamlab");
        Approved.Match($"{report.Title}\n\n{report.Body}", "drift", "md");
    }

    [Fact]
    public void Where_all_was_asked_and_nothing_differs_there_is_nothing_to_say()
    {
        var report = DriftReport.Of([SamplePlans.Local], "local");
        report.State.ShouldBe(DriftState.None);
        report.Body.ShouldBeEmpty();
    }

    [Fact]
    public void No_answer_is_neither_drift_nor_none()
    {
        var silent = SamplePlans.Local with { Hosts = [new("dns0") { Problem = "no answer" }] };
        var report = DriftReport.Of([silent], "local");
        report.State.ShouldBe(DriftState.Unknown);
        report.Body.ShouldContain("**Not all could be asked**");
        report.Body.ShouldContain("the host `dns0`: `no answer`");
        DriftReport.Of([SamplePlans.Broken], "attic").State.ShouldBe(DriftState.Unknown);
        DriftReport.Of([SamplePlans.Local with { ConfinedTo = ["vb0"] }], "local").Body.ShouldContain("- `local`: all but `vb0`");
        DriftReport.Of([], "attic").State.ShouldBe(DriftState.Unknown);
        DriftReport.Of([SamplePlans.Local with { Services = null }], "local").State.ShouldBe(DriftState.Unknown, "a stage that nobody asked");
    }

    [Fact]
    public void A_template_that_another_computer_has_is_no_drift() =>
        DriftReport.Of([SamplePlans.Local with { Templates = [new("debian-12", ["there is none yet"])] }], "local").State.ShouldBe(DriftState.None);

    [Fact]
    public void The_marker_can_be_hidden_in_a_comment_whatever_the_name() =>
        DriftReport.Of([SamplePlans.Local], "a --> b--").Marker.ShouldBe("jamlab:drift:a_____b__");
}
