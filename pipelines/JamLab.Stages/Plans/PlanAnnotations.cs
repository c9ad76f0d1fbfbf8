using JamLab.Stages.Plans.Markdown;

namespace JamLab.Stages.Plans;

/// <summary>What plans say of the lines of the user's files: at most 50 annotations (as many as one request to GitHub takes), what loses data before all others, one a line.</summary>
public static class PlanAnnotations
{
    public const int Most = 50;

    private const int MostTitle = 255;

    // 64 KB in any reading.
    private const int MostMessage = 16_000;

    private enum Weight
    {
        Loss,
        Error,
        Silent,
        Warning,
        Change,
    }

    public static IReadOnlyList<PlanAnnotation> Of(IReadOnlyList<LabPlan> plans)
    {
        var all = plans.SelectMany(Remarks)
            .GroupBy(one => (one.Place.File, one.Place.Line, Group: one.Weight is Weight.Error or Weight.Warning ? one.Text : ""))
            .Select(group => (Weight: group.Min(one => one.Weight), Remarks: group.OrderBy(one => one.Weight).ToList()))
            .OrderBy(group => group.Weight).ThenBy(group => group.Remarks[0].Place.File, StringComparer.Ordinal).ThenBy(group => group.Remarks[0].Place.Line)
            .Select(group => Annotation(group.Weight, group.Remarks)).ToList();
        return all.Count <= Most ? all : [.. all.Take(Most - 1), Rest(all.Skip(Most - 1).ToList())];
    }

    private static IEnumerable<Remark> Remarks(LabPlan plan)
    {
        foreach (var one in plan.Diagnostics)
            yield return new Remark(one.IsError ? Weight.Error : Weight.Warning, one.Place ?? Top(plan), one.Code, $"{one.Message}{(one.Help is { } help ? $"\n{help}" : "")}");
        foreach (var one in plan.Machines ?? [])
        {
            yield return new Remark(one.LosesData ? Weight.Loss : Weight.Change, one.Place ?? Top(plan), one.Name,
                $"{plan.Environment}: {one.Name} {Word(one)}{(one.Reason.Length > 0 ? $" ({one.Reason})" : "")}");
        }

        foreach (var one in plan.AllHosts.Where(one => one.Problem is not null))
            yield return new Remark(Weight.Silent, one.Place ?? Top(plan), one.Name, $"{plan.Environment}: {one.Name} could not be asked: {one.Problem}{(one.WayOut is { } wayOut ? $"\n{wayOut}" : "")}");
        foreach (var one in plan.AllHosts.Where(one => one.Problem is null && one.IsChanging))
            yield return new Remark(Weight.Change, one.Place ?? Top(plan), one.Name, $"{plan.Environment}: {PlanCounts.Plural(one.Resources.Count, "resource")} of {one.Name} would change{(one.Alike is { } what ? $": {what}" : $": {string.Join(", ", one.Resources.Take(10).Select(resource => resource.Name))}{(one.Resources.Count > 10 ? ", …" : "")}")}");
        foreach (var one in (plan.Services ?? []).Where(one => one.IsChanging))
            yield return new Remark(Weight.Change, one.Place ?? Top(plan), one.Name, $"{plan.Environment}: {one.Name} would be {(one.Action == ServiceAction.Remove ? "removed" : $"deployed at version {one.Version}")}");
    }

    private static PlanAnnotation Annotation(Weight weight, List<Remark> remarks)
    {
        var place = remarks[0].Place;
        var names = remarks.Where(one => one.Weight == weight).Select(one => one.Name).Distinct().ToList();
        var who = names.Count <= 3 ? string.Join(", ", names) : $"{names[0]}, {names[1]} and {names.Count - 2} more";
        var title = weight switch
        {
            Weight.Loss => $"{who} would lose data",
            Weight.Silent => $"{who} could not be asked",
            Weight.Change => $"{who} would change",
            _ => who,
        };
        var level = weight switch { Weight.Error => AnnotationLevel.Failure, Weight.Change => AnnotationLevel.Notice, _ => AnnotationLevel.Warning };
        return new PlanAnnotation(place.File, place.Line, place.Column, place.Line, place.Column + Math.Max(1, place.Length) - 1, level,
            MarkdownText.Short(VisibleText.Line(title), MostTitle - 1), MarkdownText.Short(VisibleText.Block(string.Join('\n', remarks.Select(one => one.Text).Distinct())), MostMessage));
    }

    private static PlanAnnotation Rest(List<PlanAnnotation> rest) => new(rest[0].Path, 1, null, 1, null, rest.Max(one => one.Level), $"{rest.Count} more places",
        MarkdownText.Short(string.Join('\n', rest.Select(one => $"{one.Path}:{one.Line}: {one.Title}")), MostMessage));

    private static PlanPlace Top(LabPlan plan) => new(plan.InventoryFile, 1, 1, 1);

    private static string Word(PlanMachine one) => one.Action switch
    {
        Provisioning.MachineAction.Replace => "would be destroyed with its disks, and made anew",
        Provisioning.MachineAction.Destroy => "would be destroyed with its disks",
        Provisioning.MachineAction.Restart => "would be shut down and started with other settings",
        Provisioning.MachineAction.Heal => "would be brought back",
        _ => "would be created",
    };

    private sealed record Remark(Weight Weight, PlanPlace Place, string Name, string Text);
}
