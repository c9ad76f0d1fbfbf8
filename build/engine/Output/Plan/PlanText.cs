using System.Text;
using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>The plan for a terminal: numbered steps from top to bottom; what stands in one step runs side by side, and each line names what it waits for.</summary>
internal static class PlanText
{
    public static string Create(IReadOnlyList<ExecutableTarget> plan, int width = 100, bool colors = false)
    {
        var paint = new Paint(colors);
        if (plan.Count == 0)
            return "Nothing to run.\n";
        var layout = new PlanLayout(plan);
        var name = plan.Select(t => TextWidth.Of(t.Name)).Max();
        var number = layout.Layers.Count.ToString().Length;
        var text = new StringBuilder();
        for (var layer = 0; layer < layout.Layers.Count; layer++)
        {
            var targets = layout.Layers[layer].OrderBy(t => plan.ToList().IndexOf(t)).ToList();
            for (var i = 0; i < targets.Count; i++)
            {
                var head = i == 0 ? (layer + 1).ToString().PadLeft(number) : new string(' ', number);
                var rail = targets.Count == 1 ? "─" : i == 0 ? "┬" : i == targets.Count - 1 ? "└" : "├";
                var sign = IsLeftOut(targets[i]) ? "○" : targets[i].Invoked ? "◉" : "●";
                text.Append($"  {paint.Bold(head)} {paint.Dim(rail)} {Name(targets[i], sign, paint)}");
                var waits = Waits(targets[i], layout);
                var room = width - number - name - 11;
                if (waits.Length > 0)
                    text.Append(' ', name - TextWidth.Of(targets[i].Name) + 3).Append(paint.Dim(TextWidth.Fit(waits, Math.Max(room, 20))));
                text.Append('\n');
                if (targets[i].Description is { Length: > 0 } description)
                    text.Append($"  {new string(' ', number)} {paint.Dim(i < targets.Count - 1 ? "│" : " ")}   {paint.Dim(TextWidth.Fit(description, Math.Max(20, width - number - 8)))}\n");
            }

            if (layer < layout.Layers.Count - 1)
                text.Append($"  {new string(' ', number)} {paint.Dim("│")}\n");
        }

        return text.Append('\n').Append(paint.Dim(Legend(layout, plan))).Append('\n').ToString();
    }

    public static bool IsLeftOut(ExecutableTarget target) => target.Status == ExecutionStatus.Skipped || target.SkipCause is not null;

    private static string Name(ExecutableTarget target, string sign, Paint paint) =>
        IsLeftOut(target) ? paint.Dim($"{sign} {target.Name}")
        : target.Invoked ? $"{paint.With(Ansi.Cyan, sign)} {paint.Bold(target.Name)}"
        : $"{paint.With(Ansi.Cyan, sign)} {target.Name}";

    private static string Waits(ExecutableTarget target, PlanLayout layout)
    {
        var parts = new List<string>();
        if (IsLeftOut(target))
            parts.Add("skipped" + (target.SkipCause is { Length: > 0 } cause ? $" {cause}" : ""));
        foreach (var (kind, word) in new[] { (PlanEdgeKind.Needs, "←"), (PlanEdgeKind.Triggers, "triggered by"), (PlanEdgeKind.After, "after") })
        {
            var names = layout.Edges.Where(e => e.To == target && e.Kind == kind).Select(e => e.From.Name).ToList();
            if (names.Count > 0)
                parts.Add($"{word} {string.Join(", ", names)}");
        }

        return string.Join("; ", parts);
    }

    private static string Legend(PlanLayout layout, IReadOnlyList<ExecutableTarget> plan)
    {
        var parts = new List<string> { $"{plan.Count} {(plan.Count == 1 ? "target" : "targets")} in {layout.Layers.Count} {(layout.Layers.Count == 1 ? "step" : "steps")}" };
        if (layout.Layers.Any(l => l.Count > 1))
            parts.Add("targets of one step run side by side");
        parts.Add("◉ asked for");
        if (layout.Edges.Any(e => e.Kind == PlanEdgeKind.Needs))
            parts.Add("← needs");
        if (plan.Any(IsLeftOut))
            parts.Add("○ skipped");
        return string.Join(" · ", parts);
    }
}
