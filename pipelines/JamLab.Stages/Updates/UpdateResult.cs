using JamLab.Stages.Plans;
using JamLab.Stages.Plans.Markdown;

namespace JamLab.Stages.Updates;

/// <summary>What is new of all that is pinned, and the files as they are with it.</summary>
public sealed record UpdateResult
{
    public IReadOnlyList<Update> Updates { get; init; } = [];

    /// <summary>Path below the root with slashes, and the whole new text.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<HandPin> ByHand { get; init; } = [];

    public IReadOnlyList<Unasked> Unasked { get; init; } = [];

    /// <summary>The title of a pull request.</summary>
    public string Title => Updates switch
    {
        [var only] => $"Update {only.What} to {only.To}",
        _ => $"Update {PlanCounts.Plural(Updates.Count, "pinned version")}",
    };

    /// <summary>The body of a pull request, within GitHub's limits.</summary>
    public string ToMarkdown()
    {
        var page = new Part(0, "");
        if (Updates.Count > 0)
        {
            page.Add(new Part(0, "Versions and sums are what their publishers say today; signatures of lists of sums are not checked. Read what changed before merging.\n\n"));
            var table = page.Add(new Part(0, "| What | From | To | File |\n|---|---|---|---|\n", "\n") { LeftOut = left => $"\n*{PlanCounts.Plural(left, "more update")}: see the files.*\n" });
            foreach (var one in Updates)
                table.Add(new Part(1, $"| {Code(one.What)} | {Code(one.From)} | {Code(one.To)}{Link(one.Link)} | {Code(one.File)} |\n"));
        }

        AddList(page, "Could not be asked", Unasked.Select(one => $"{Code(one.What)}: {Code(one.Problem)}"));
        AddList(page, "Pinned by address, to be looked after by hand", ByHand.Select(one => $"{Code(one.What)} ({Code($"{one.File}:{one.Line}")}): {Code(one.Address)}"));
        return page.Write(PlanTextLimits.Comment.Most, PlanTextLimits.Comment.Measure);
    }

    private static void AddList(Part page, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
            return;
        var list = page.Add(new Part(1, $"### {title}\n\n", "\n") { LeftOut = left => $"- and {left} more\n" });
        foreach (var line in all)
            list.Add(new Part(2, $"- {line}\n"));
    }

    private static string Code(string text) => MarkdownText.Code(text, PlanTextLimits.Comment.MostInline);

    private static string Link(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme == "https" ? $" ([what is new]({url.AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)}))" : "";
}
