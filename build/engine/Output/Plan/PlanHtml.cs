using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>The plan as one HTML page that needs nothing but itself: the drawing, and what is known of each target.</summary>
internal static class PlanHtml
{
    /// <param name="all">Every listed target; those outside the plan are named below it.</param>
    /// <param name="requirementsOf">The parameters and conditions that a target requires, in words.</param>
    public static string Create(
        string title,
        IReadOnlyList<ExecutableTarget> all,
        IReadOnlyList<ExecutableTarget> plan,
        Func<ExecutableTarget, IReadOnlyList<string>>? requirementsOf = null)
    {
        var layout = new PlanLayout(plan);
        var others = all.Where(t => t.Listed && !plan.Contains(t)).ToList();
        return Page()
            .Replace("{{title}}", Text(title), StringComparison.Ordinal)
            .Replace("{{facts}}", Text(Facts(layout, plan)), StringComparison.Ordinal)
            .Replace("{{others}}", string.Concat(others.Select(t => $"<button class=\"chip\" data-target=\"{Text(t.Name)}\">{Text(t.Name)}</button>")), StringComparison.Ordinal)
            .Replace("{{svg}}", plan.Count == 0 ? "<p>Nothing to run.</p>" : Svg(new PlanDrawing(layout), layout), StringComparison.Ordinal)
            .Replace("{{data}}", Data(layout, [.. plan, .. others], requirementsOf ?? (_ => [])), StringComparison.Ordinal);
    }

    private static string Page()
    {
        using var stream = typeof(PlanHtml).Assembly.GetManifestResourceStream("Nuke.Common.Output.plan.html")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private static string Facts(PlanLayout layout, IReadOnlyList<ExecutableTarget> plan)
    {
        var skipped = plan.Count(PlanText.IsLeftOut);
        return $"{plan.Count} {(plan.Count == 1 ? "target" : "targets")} in {layout.Layers.Count} {(layout.Layers.Count == 1 ? "step" : "steps")}"
            + (skipped > 0 ? $", {skipped} skipped" : "");
    }

    private static string Svg(PlanDrawing drawing, PlanLayout layout)
    {
        var svg = new StringBuilder();
        svg.Append($"<svg id=\"graph\" role=\"img\" aria-label=\"Execution plan\" width=\"{N(drawing.Width)}\" height=\"{N(drawing.Height)}\" viewBox=\"0 0 {N(drawing.Width)} {N(drawing.Height)}\">\n");
        svg.Append("<defs>");
        foreach (var kind in Enum.GetValues<PlanEdgeKind>())
            svg.Append($"<marker id=\"arrow-{Css(kind)}\" class=\"{Css(kind)}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerUnits=\"userSpaceOnUse\" markerWidth=\"11\" markerHeight=\"11\" orient=\"auto\"><path d=\"M0 0.5 L7.5 4 L0 7.5 z\"/></marker>");
        svg.Append("</defs>\n");
        for (var layer = 0; layer < layout.Layers.Count; layer++)
            svg.Append($"<g class=\"step\"><line x1=\"36\" x2=\"{N(drawing.Width)}\" y1=\"{N(PlanDrawing.Top(layer) + PlanDrawing.BoxHeight / 2)}\" y2=\"{N(PlanDrawing.Top(layer) + PlanDrawing.BoxHeight / 2)}\"/>")
                .Append($"<text x=\"14\" y=\"{N(PlanDrawing.Top(layer) + PlanDrawing.BoxHeight / 2 + 5)}\">{layer + 1}</text></g>\n");
        foreach (var (edge, through) in drawing.Edges)
            svg.Append($"<path class=\"edge {Css(edge.Kind)}\" data-from=\"{Text(edge.From.Name)}\" data-to=\"{Text(edge.To.Name)}\" marker-end=\"url(#arrow-{Css(edge.Kind)})\" d=\"{Curve(through)}\"/>\n");
        foreach (var (target, slot) in drawing.Boxes)
            svg.Append(Box(target, slot));
        return svg.Append("</svg>").ToString();
    }

    private static string Box(ExecutableTarget target, PlanDrawing.Slot slot)
    {
        var classes = string.Join(' ', new[] { "box", target.Invoked ? "invoked" : "", PlanText.IsLeftOut(target) ? "skipped" : "" }.Where(c => c.Length > 0));
        return $"<g class=\"{classes}\" data-target=\"{Text(target.Name)}\" tabindex=\"0\" role=\"button\" transform=\"translate({N(slot.X - slot.Width / 2)} {N(PlanDrawing.Top(slot.Layer))})\">"
            + $"<rect width=\"{N(slot.Width)}\" height=\"{N(PlanDrawing.BoxHeight)}\" rx=\"10\"/>"
            + $"<text x=\"{N(slot.Width / 2)}\" y=\"{N(PlanDrawing.BoxHeight / 2 + 5)}\">{Text(target.Name)}</text></g>\n";
    }

    /// <summary>From the lower side of one box to the upper side of the other, straight through the lanes between.</summary>
    private static string Curve(IReadOnlyList<PlanDrawing.Slot> through)
    {
        var path = new StringBuilder();
        var (x, y) = (through[0].X, PlanDrawing.Top(through[0].Layer) + PlanDrawing.BoxHeight);
        path.Append($"M{N(x)} {N(y)}");
        foreach (var slot in through.Skip(1))
        {
            var top = PlanDrawing.Top(slot.Layer) - (slot.Target is null ? 0 : 2);
            var half = (y + top) / 2;
            path.Append($" C{N(x)} {N(half)} {N(slot.X)} {N(half)} {N(slot.X)} {N(top)}");
            (x, y) = (slot.X, top);
            if (slot.Target is null)
            {
                y += PlanDrawing.BoxHeight;
                path.Append($" L{N(x)} {N(y)}");
            }
        }

        return path.ToString();
    }

    private static string Data(PlanLayout layout, List<ExecutableTarget> targets, Func<ExecutableTarget, IReadOnlyList<string>> requirementsOf)
    {
        static JsonArray Names(IEnumerable<ExecutableTarget> some) => [.. some.Select(t => (JsonNode)t.Name)];
        var data = new JsonObject();
        foreach (var target in targets)
        {
            data[target.Name] = new JsonObject
            {
                ["description"] = target.Description,
                ["isDefault"] = target.IsDefault,
                ["invoked"] = target.Invoked,
                ["skipped"] = PlanText.IsLeftOut(target) ? target.SkipCause ?? "" : null,
                ["step"] = layout.Layers.Any(l => l.Contains(target)) ? layout.Layer(target) + 1 : null,
                ["needs"] = Names(target.ExecutionDependencies),
                ["neededBy"] = Names(targets.Where(t => t.ExecutionDependencies.Contains(target))),
                ["triggers"] = Names(target.Triggers),
                ["triggeredBy"] = Names(targets.Where(t => t.Triggers.Contains(target))),
                ["after"] = Names(target.OrderDependencies),
                ["requires"] = new JsonArray([.. requirementsOf(target).Select(r => (JsonNode)r)]),
            };
        }

        // The default encoder escapes <, > and &, so that no text can end the script element.
        return data.ToJsonString(new JsonSerializerOptions { WriteIndented = true, IndentSize = 1 });
    }

    private static string Css(PlanEdgeKind kind) => kind.ToString().ToLowerInvariant();

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
