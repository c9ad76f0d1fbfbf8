using System.Xml.Linq;
using JamLab.Convergence.Running;
using JamLab.Stages.Portal;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Portal;

public class RunGraphTests
{
    private static readonly TargetOutcome[] Diamond =
    [
        SampleLab.Target("A", 4),
        SampleLab.Target("B", 2, "A"),
        new("C", "Failed", TimeSpan.FromSeconds(1), ["A"]),
        new("D", "Skipped", TimeSpan.Zero, ["B", "C", "Elsewhere"]),
    ];

    [Fact]
    public void Neighbours_are_joined_straight_and_others_by_a_lane() =>
        Draw(Diamond).Descendants("path").Select(one => one.Attribute("d")!.Value).ShouldBe(
        [
            "M36 22 V66",
            "M30 16 Q19 16 19 30 V114 Q19 128 30 128",
            "M30 72 Q8 72 8 86 V170 Q8 184 30 184",
            "M36 134 V178",
        ]);

    [Fact]
    public void Lines_that_do_not_meet_share_a_lane()
    {
        TargetOutcome[] chain = [SampleLab.Target("A", 1), SampleLab.Target("B", 1), SampleLab.Target("C", 1, "A"), SampleLab.Target("D", 1), SampleLab.Target("E", 1, "C")];
        Draw(chain).Descendants("path").Select(one => one.Attribute("d")!.Value.Split(' ')[1]).ShouldBe(["16", "128"]);
        Draw(chain).Descendants("circle").Select(one => one.Attribute("cx")!.Value).Distinct().ShouldBe(["25"]);
    }

    [Fact]
    public void A_bar_is_as_long_as_its_target_took() =>
        Draw(Diamond).Descendants("rect").Select(one => one.Attribute("width")!.Value).ShouldBe(["80%", "40%", "20%"]);

    [Fact]
    public void Who_does_not_see_the_drawing_is_told_it() =>
        Draw(Diamond).Attribute("aria-label")!.Value.ShouldBe("A: succeeded · 4.0 s; B after A: succeeded · 2.0 s; C after A: failed · 1.0 s; D after B and C and Elsewhere: skipped");

    [Theory]
    [InlineData("Collective", "done")]
    [InlineData("NotRun", "not run")]
    [InlineData("Scheduled", "not run")]
    [InlineData("Aborted", "aborted · 0 ms")]
    public void Other_ends_have_their_words(string status, string word) =>
        Draw([new("A", status, TimeSpan.Zero, [])]).Descendants("text").Last().Value.ShouldBe(word);

    private static XElement Draw(IReadOnlyList<TargetOutcome> run) => XElement.Parse(new RunGraph(run, new PageText(new Redaction([]))).Svg());
}
