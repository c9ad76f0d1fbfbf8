using System.Xml.Linq;
using JamLab.Tests.Support;
using Nuke.Common;
using Nuke.Common.Execution;
using Nuke.Common.Output;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Output.Plan;

public class PlanTests
{
    private readonly SampleBuild build = new();

    [Theory]
    [InlineData(100)]
    [InlineData(50)]
    public void The_plan_is_drawn_in_steps(int width) => Approved.Match(PlanText.Create(build.Plan, width), $"plan-{width}");

    [Fact]
    public void A_single_target_needs_no_graph() => Approved.Match(PlanText.Create([build.Doctor]), "plan-single");

    [Fact]
    public void Nothing_to_run_is_said() => PlanText.Create([]).ShouldBe("Nothing to run.\n");

    [Fact]
    public void Every_target_stands_below_what_it_waits_for()
    {
        var random = new Random(7);
        var targets = Enumerable.Range(0, 60).Select(i => SampleRun.Target($"T{i}")).ToList();
        for (var i = 1; i < targets.Count; i++)
            for (var n = random.Next(3); n > 0; n--)
                targets[i].ExecutionDependencies.Add(targets[random.Next(i)]);
        var layout = new PlanLayout(targets);
        layout.Edges.ShouldAllBe(e => layout.Layer(e.From) < layout.Layer(e.To));
        var drawing = new PlanDrawing(layout);
        foreach (var layer in layout.Layers)
        {
            var boxes = layer.Select(t => drawing.Boxes[t]).OrderBy(b => b.X).ToList();
            boxes.Zip(boxes.Skip(1)).ShouldAllBe(p => p.First.X + p.First.Width / 2 < p.Second.X - p.Second.Width / 2, "boxes do not overlap");
            boxes.ShouldAllBe(b => b.X - b.Width / 2 > 0 && b.X + b.Width / 2 < drawing.Width, "boxes are on the page");
        }
    }

    [Fact]
    public void A_cycle_among_order_edges_is_drawn_all_the_same()
    {
        var (a, b) = (SampleRun.Target("A"), SampleRun.Target("B"));
        a.OrderDependencies.Add(b);
        b.OrderDependencies.Add(a);
        PlanText.Create([a, b]).ShouldContain("A");
        PlanHtml.Create("x", [a, b], [a, b]).ShouldContain("data-target=\"B\"");
    }

    [Fact]
    public void The_page_is_complete_in_itself()
    {
        var page = PlanHtml.Create("JamLab", build.Targets, build.Plan, t => t == build.Provision ? ["a value for --password"] : []);
        Approved.Match(page, "plan", "html");
        page.ShouldNotContain("{{");
        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
        page.ShouldNotContain(">Internal<");
        var svg = page[page.IndexOf("<svg id=\"graph\"", StringComparison.Ordinal)..];
        XElement.Parse(svg[..(svg.IndexOf("</svg>", StringComparison.Ordinal) + 6)]).Descendants().Count(e => (string?)e.Attribute("role") == "button").ShouldBe(8);
    }

    [Fact]
    public void Names_and_descriptions_cannot_leave_their_place()
    {
        var target = new ExecutableTarget { Name = "A\"><script>x", Description = "</script><script>alert(1)</script>" };
        var page = PlanHtml.Create("<b>", [target], [target]);
        page.Split("<script>").Length.ShouldBe(2);
        page.ShouldNotContain("<b>");
    }

    [Fact]
    public void The_page_is_written_and_named()
    {
        var directory = Path.Combine(Directory.CreateTempSubdirectory().FullName, ".nuke", "temp");
        var writer = new StringWriter();
        PlanView.Show("JamLab", build.Targets, build.Plan, directory, new OutputSettings(writer, Verbosity.Normal, false, false, new Redactor()));
        File.ReadAllText(Path.Combine(directory, "execution-plan.html")).ShouldStartWith("<!DOCTYPE html>");
        writer.ToString().ShouldEndWith($"\nfile://{directory}/execution-plan.html\n");
        Directory.Delete(directory, recursive: true);
    }
}
