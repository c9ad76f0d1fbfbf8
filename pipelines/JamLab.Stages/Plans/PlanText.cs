using System.Globalization;
using System.Net;
using JamLab.Stages.Plans.Markdown;

namespace JamLab.Stages.Plans;

/// <summary>
/// Plans as one text in GitHub's Markdown: what is lost first, then a table of the environments, then everything folded by environment and stage. What finds no room is left out whole,
/// diffs first, and said so.
/// </summary>
internal sealed partial class PlanText(IReadOnlyList<LabPlan> plans, PlanTextLimits limits)
{
    private const int Head = 0;
    private const int Stage = 1;
    private const int Trouble = 2;
    private const int Row = 3;
    private const int HostHead = 4;
    private const int Diff = 5;

    public string Write()
    {
        var page = new Part(Head, $"### {Headline}\n\n", Footer());
        if (plans.Any(plan => plan.HasDataLoss))
            AddLosses(page);
        var table = page.Add(new Part(Head, "| Environment | Templates | Machines | Hosts | Services | Data lost | All asked |\n|---|---|---|---|---|---|---|\n", "\n") { LeftOut = left => $"\n{Missing(left, "environment")}" });
        foreach (var plan in plans)
            table.Add(new Part(Head, TableRow(plan)));
        foreach (var plan in plans)
            AddEnvironment(page, plan);
        return page.Write(limits.Most, limits.Measure);
    }

    private string Headline
    {
        get
        {
            if (plans.Count == 0)
                return "No plan was made";
            var changing = plans.Where(plan => plan.HasChanges).ToList();
            var names = changing.Count switch { 0 when plans.Any(plan => !plan.IsComplete) => "Nothing would change as far as there were answers", 0 => "Nothing would change", <= 5 => $"{string.Join(", ", changing.Select(plan => Code(plan.Environment)))} would change", _ => $"{changing.Count} environments would change" };
            var lost = plans.Sum(Lost);
            return names + (lost > 0 ? $", and {PlanCounts.Plural(lost, "machine")} would lose data" : "") + (plans.All(plan => plan.IsComplete) ? "" : "; not everything could be asked");
        }
    }

    private void AddLosses(Part page)
    {
        var box = page.Add(new Part(Head, "> [!CAUTION]\n> **Data is lost when this is applied.** Disks that were in use are destroyed:\n", "\n") { LeftOut = left => $"> - and of {PlanCounts.Plural(left, "more machine")}\n" });
        foreach (var (plan, machine) in plans.SelectMany(plan => (plan.Machines ?? []).Where(one => one.LosesData).Select(machine => (plan, machine))))
            box.Add(new Part(Stage, $"> - {Code(machine.Name)} of {Code(plan.Environment)}: {Word(machine.Action)}{(machine.Reason.Length > 0 ? $", {Code(machine.Reason)}" : "")}\n"));
    }

    private string TableRow(LabPlan plan) =>
        $"| {Code(plan.Environment)} | {PlanCounts.Templates(plan)} | {PlanCounts.Machines(plan)} | {PlanCounts.Hosts(plan)} | {PlanCounts.Services(plan)} | {(Lost(plan) is var lost and > 0 ? $"**{PlanCounts.Plural(lost, "machine")}**" : plan.Machines is null ? "not asked" : "none")} | {(plan.IsComplete ? "yes" : "**no**")} |\n";

    private void AddEnvironment(Part page, LabPlan plan)
    {
        if (!plan.HasChanges && plan.IsComplete && plan.Diagnostics.Count == 0 && plan.Services?.All(one => one.Action == ServiceAction.Unchanged) != false)
            return;
        var part = page.Add(Details(Stage, Html(plan.Environment), isOpen: plans.Count == 1, "stage"));
        if (plan.ConfinedTo.Count > 0)
            part.Add(new Part(Stage, $"Only {Code(string.Join(' ', plan.ConfinedTo))} of it was asked.\n\n"));
        AddTroubles(part, plan);
        AddTemplates(part, plan);
        AddMachines(part, plan);
        AddHosts(part, "Hosts", plan.Hosts ?? [], one => one.Problem is not null || one.IsChanging);
        AddServices(part, plan);
    }

    internal string Footer()
    {
        var places = plans.Select(plan => plan.Commit is { } commit ? $"commit {Code(commit)}" : null)
            .Concat(plans.Select(plan => Link(plan.Run))).Append($"made {plans.Select(plan => plan.Made).DefaultIfEmpty().Max().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC");
        return $"\n---\n<sub>{string.Join(", ", places.OfType<string>().Distinct().Take(10))}</sub>\n";
    }

    private static int Lost(LabPlan plan) => plan.Machines?.Count(one => one.LosesData) ?? 0;

    private static string? Link(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? $"<a href=\"{WebUtility.HtmlEncode(url.AbsoluteUri)}\">this run</a>" : null;

    private Part Details(int rank, string summary, bool isOpen, string parts) =>
        new(rank, $"<details{(isOpen ? " open" : "")}><summary>{summary}</summary>\n\n", "\n</details>\n\n") { LeftOut = left => $"\n{Missing(left, parts)}" };

    private string Missing(int count, string what) => $"*{PlanCounts.Plural(count, what)} left out for want of room: the artifact {Code(limits.Artifact)} has all.*\n";

    private string Code(string text) => MarkdownText.Code(text, limits.MostInline);

    private string Html(string text) => MarkdownText.Html(text, limits.MostInline);
}
