using JamLab.Stages.Plans.Markdown;

namespace JamLab.Stages.Plans;

/// <summary>The body of the issue about drift.</summary>
internal sealed class DriftText(PlanTextLimits limits)
{
    private const int Head = 0;
    private const int Trouble = 1;
    private const int Row = 2;
    private const int Diff = 3;

    public string Write(IReadOnlyList<LabPlan> plans)
    {
        var differs = plans.Any(plan => DriftReport.Things(plan).Any());
        var page = new Part(Head, $"{(differs ? "The lab is not what its inventory says. Since when is not known; who changed it may know, and `apply` takes it back." : "Nothing differs as far as there were answers.")}\n\n", Footer(plans));
        AddSilent(page, plans);
        if (!differs)
            return page.Write(limits.Most, limits.Measure);
        var table = page.Add(new Part(Head, "| Environment | Stage | Thing | What differs |\n|---|---|---|---|\n", "\n") { LeftOut = left => $"\n{Missing(left, "row")}" });
        var diffs = page.Add(new Part(Head, "<details><summary>Differences</summary>\n\n", "</details>\n") { LeftOut = left => Missing(left, "diff") });
        foreach (var (plan, thing) in plans.SelectMany(plan => DriftReport.Things(plan).Select(thing => (plan, thing))))
        {
            table.Add(new Part(Row, $"| {Code(plan.Environment)} | {thing.Stage} | {Code(thing.Name)} | {Code(thing.What)} |\n"));
            foreach (var (where, diff) in thing.Diffs)
                diffs.Add(new Part(Diff, $"{Code(thing.Name)}, {Code(thing.What)} ({Code(where)})\n{MarkdownText.Fence(diff, "diff")}\n"));
        }

        return page.Write(limits.Most, limits.Measure);
    }

    private void AddSilent(Part page, IReadOnlyList<LabPlan> plans)
    {
        var silent = plans.SelectMany(Silent).ToList();
        if (silent.Count == 0)
            return;
        var list = page.Add(new Part(Head, "**Not all could be asked**, and of that nothing is known:\n\n", "\n") { LeftOut = left => $"- and {left} more\n" });
        foreach (var one in silent)
            list.Add(new Part(Trouble, $"- {one}\n"));
    }

    private IEnumerable<string> Silent(LabPlan plan)
    {
        foreach (var target in plan.Targets.Where(one => !one.IsWell))
            yield return $"{Code(plan.Environment)}: the target {Code(target.Name)} ({Code(target.Status)}){(target.Cause is { } cause ? $": {Code(cause)}" : "")}";
        foreach (var host in plan.AllHosts.Where(one => one.Problem is not null))
            yield return $"{Code(plan.Environment)}: the host {Code(host.Name)}: {Code(host.Problem!)}";
        foreach (var one in (plan.Services ?? []).SelectMany(service => service.Instances.Where(one => one.Problem is not null).Select(one => (service.Name, one.Problem))))
            yield return $"{Code(plan.Environment)}: the service {Code(one.Name)}: {Code(one.Problem!)}";
        foreach (var one in plan.Diagnostics.Where(one => one.IsError))
            yield return $"{Code(plan.Environment)}: {Code($"{one.Place}: {one.Message}")}";
        if (plan.ConfinedTo.Count > 0)
            yield return $"{Code(plan.Environment)}: all but {Code(string.Join(' ', plan.ConfinedTo))}";
        foreach (var stage in new[] { (plan.Machines is null, "machines"), (plan.Hosts is null, "hosts"), (plan.Services is null, "services") }.Where(one => one.Item1))
            yield return $"{Code(plan.Environment)}: the {stage.Item2}";
    }

    private static string Footer(IReadOnlyList<LabPlan> plans) => new PlanText(plans, PlanTextLimits.Comment).Footer();

    private string Missing(int count, string what) => $"*{PlanCounts.Plural(count, what)} left out for want of room: the artifact {Code(limits.Artifact)} has all.*\n";

    private string Code(string text) => MarkdownText.Code(text, limits.MostInline);
}
