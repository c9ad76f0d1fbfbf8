using JamLab.Convergence;
using JamLab.Convergence.Scripts;
using JamLab.Stages.Services.Nomad.Api;

namespace JamLab.Stages.Services.Nomad.Running;

/// <summary>Nomad's diff of a job as the differences that all stages print.</summary>
internal static class JobDiffText
{
    private const string None = "None";

    public static IReadOnlyList<Difference> Of(JobDiff? diff)
    {
        if (diff is null || diff.Type == None)
            return [];
        if (diff.Type == "Added")
            return [new Difference($"job {diff.ID}", null, "new")];
        var all = new List<Difference>();
        Add(all, "job", diff.Fields, diff.Objects);
        foreach (var group in (diff.TaskGroups ?? []).Where(one => one.Type != None))
        {
            if (Whole(all, $"group {group.Name}", group.Type))
                continue;
            Add(all, $"group {group.Name}", group.Fields, group.Objects);
            foreach (var task in (group.Tasks ?? []).Where(one => one.Type != None))
            {
                var name = group.Name == task.Name ? $"task {task.Name}" : $"task {group.Name}/{task.Name}";
                if (!Whole(all, name, task.Type))
                    Add(all, name, task.Fields, task.Objects);
            }
        }

        // Nomad says that something changes: it must not look as if nothing did.
        return all.Count > 0 ? all : [new Difference($"job {diff.ID}", "as it is", diff.Type.ToLowerInvariant())];
    }

    public static IEnumerable<string> Effects(PlanAnnotations? annotations) =>
        (annotations?.DesiredTGUpdates ?? new Dictionary<string, PlannedUpdates>()).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {Effects(one.Value)}");

    private static string Effects(PlannedUpdates updates)
    {
        (long Count, string What)[] all =
        [
            (updates.Place, "new"), (updates.DestructiveUpdate, "replaced"), (updates.Canary, "canary"), (updates.InPlaceUpdate, "changed in place"),
            (updates.Migrate, "moved"), (updates.Stop, "stopped"), (updates.Ignore, "left alone"),
        ];
        return string.Join(", ", all.Where(one => one.Count > 0).Select(one => $"{one.Count} {one.What}")) is { Length: > 0 } text ? text : "nothing";
    }

    private static bool Whole(List<Difference> all, string what, string type)
    {
        if (type is not ("Added" or "Deleted"))
            return false;
        all.Add(type == "Added" ? new Difference(what, null, "new") : new Difference(what, "there", "gone"));
        return true;
    }

    private static void Add(List<Difference> all, string place, IEnumerable<FieldDiff>? fields, IEnumerable<ObjectDiff>? objects)
    {
        foreach (var field in (fields ?? []).Where(one => one.Type != None))
            all.Add(Field($"{place}: {field.Name}", Empty(field.Old), Empty(field.New)));
        foreach (var inner in (objects ?? []).Where(one => one.Type != None))
            Add(all, $"{place}: {inner.Name}", inner.Fields, inner.Objects);
    }

    private static Difference Field(string what, string? old, string? now) =>
        old?.Contains('\n', StringComparison.Ordinal) == true || now?.Contains('\n', StringComparison.Ordinal) == true
            ? new Difference(what) { Text = UnifiedDiff.Between(old ?? "", now ?? "") }
            : new Difference(what, old, now);

    private static string? Empty(string? text) => text is { Length: > 0 } ? text : null;
}
