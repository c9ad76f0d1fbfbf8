using System.Text;
using static JamLab.Stages.Portal.PageText;

namespace JamLab.Stages.Portal;

/// <summary>
/// The run as a drawing as wide as its place: a row a target with its word, its time and a bar below each other, so that they never meet; to their left the graph. A line joins neighbours; what passes other targets goes round
/// them in a lane of its own, the shorter the nearer.
/// </summary>
internal sealed class RunGraph(IReadOnlyList<TargetOutcome> targets, PageText text)
{
    private const int RowHeight = 56;
    private const int Top = 16;
    private const int Radius = 6;
    private const int LaneWidth = 11;
    private const int Margin = 8;

    // Of the width in percent; the rest is the graph's on a narrow screen.
    private const double LongestBar = 80;

    private readonly List<(int From, int To)> _edges =
    [
        .. targets.SelectMany((target, to) => target.Needs.Distinct()
            .Select(name => (From: targets.Select(one => one.Name).ToList().IndexOf(name), To: to)))
            .Where(edge => edge.From >= 0 && edge.From < edge.To),
    ];

    public string Svg()
    {
        var lanes = Lanes();
        var x = Margin + Radius + LaneWidth * (lanes.Count == 0 ? 0 : lanes.Values.Max() + 1);
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg role=\"img\" aria-label=\"{Words()}\" width=\"100%\" height=\"{Top + targets.Count * RowHeight - 8}\">\n"));
        foreach (var edge in _edges)
            svg.Append($"<path d=\"{(lanes.TryGetValue(edge, out var lane) ? Around(edge, x, x - Radius - LaneWidth * (lane + 1)) : Straight(edge, x))}\"/>\n");
        var longest = targets.Max(one => one.Duration);
        for (var row = 0; row < targets.Count; row++)
            Row(svg, targets[row], x, Y(row), longest);
        return svg.Append("</svg>\n").ToString();
    }

    private void Row(StringBuilder svg, TargetOutcome target, int x, int y, TimeSpan longest)
    {
        var kind = Kind(target.Status);
        svg.Append(Invariant($"<circle class=\"{kind}\" cx=\"{x}\" cy=\"{y}\" r=\"{Radius}\"/>"));
        svg.Append(Invariant($"<text x=\"{x + 16}\" y=\"{y + 5}\">{text.Of(target.Name)}</text><text class=\"word {kind}\" x=\"{x + 16}\" y=\"{y + 23}\">{text.Of(Word(target))}</text>"));
        if (target.HasRun && longest > TimeSpan.Zero)
            svg.Append(Invariant($"<rect class=\"{kind}\" x=\"{x + 16}\" y=\"{y + 29}\" width=\"{Math.Max(0.5, LongestBar * (target.Duration / longest)):0.##}%\" height=\"4\" rx=\"2\"/>"));
        svg.Append('\n');
    }

    private Dictionary<(int From, int To), int> Lanes()
    {
        var lanes = new Dictionary<(int From, int To), int>();
        foreach (var edge in _edges.Where(edge => edge.To > edge.From + 1).OrderBy(edge => edge.To - edge.From).ThenBy(edge => edge.From))
        {
            var taken = lanes.Where(other => other.Key.From < edge.To && edge.From < other.Key.To).Select(other => other.Value).ToHashSet();
            lanes[edge] = Enumerable.Range(0, int.MaxValue).First(lane => !taken.Contains(lane));
        }

        return lanes;
    }

    private static string Straight((int From, int To) edge, int x) => Invariant($"M{x} {Y(edge.From) + Radius} V{Y(edge.To) - Radius}");

    private static string Around((int From, int To) edge, int x, int lane) =>
        Invariant($"M{x - Radius} {Y(edge.From)} Q{lane} {Y(edge.From)} {lane} {Y(edge.From) + 14} V{Y(edge.To) - 14} Q{lane} {Y(edge.To)} {x - Radius} {Y(edge.To)}");

    private static int Y(int row) => Top + row * RowHeight;

    // The drawing for those who do not see it.
    private string Words() =>
        text.Of(string.Join("; ", targets.Select(one => $"{one.Name}{(one.Needs.Count > 0 ? $" after {string.Join(" and ", one.Needs)}" : "")}: {Word(one)}")));

    private static string Word(TargetOutcome target) => target.Status switch
    {
        "Collective" => "done",
        "None" or "Scheduled" or "NotRun" => "not run",
        _ when target.HasRun => $"{target.Status.ToLowerInvariant()} · {Duration(target.Duration)}",
        var other => other.ToLowerInvariant(),
    };

    private static string Kind(string status) => status switch
    {
        "Succeeded" or "Collective" => "ok",
        "Failed" => "bad",
        "Aborted" or "Running" => "changing",
        _ => "unknown",
    };
}
