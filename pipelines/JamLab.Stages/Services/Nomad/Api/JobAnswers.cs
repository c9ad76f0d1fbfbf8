using System.Text.Json.Nodes;

namespace JamLab.Stages.Services.Nomad.Api;

internal sealed record JobStub(string ID, string Type, string Status, bool Stop, long JobModifyIndex, IReadOnlyDictionary<string, string>? Meta);

internal sealed record PlanAnswer(JobDiff? Diff, PlanAnnotations? Annotations, IReadOnlyDictionary<string, PlacementMetric>? FailedTGAllocs, long JobModifyIndex, string? Warnings);

internal sealed record PlanAnnotations(IReadOnlyDictionary<string, PlannedUpdates>? DesiredTGUpdates);

internal sealed record PlannedUpdates(long Ignore, long Place, long Migrate, long Stop, long InPlaceUpdate, long DestructiveUpdate, long Canary);

/// <summary>Type is None, Added, Deleted or Edited, here and below.</summary>
internal sealed record JobDiff(string Type, string ID, IReadOnlyList<FieldDiff>? Fields, IReadOnlyList<ObjectDiff>? Objects, IReadOnlyList<GroupDiff>? TaskGroups);

internal sealed record GroupDiff(string Type, string Name, IReadOnlyList<FieldDiff>? Fields, IReadOnlyList<ObjectDiff>? Objects, IReadOnlyList<TaskDiff>? Tasks);

internal sealed record TaskDiff(string Type, string Name, IReadOnlyList<FieldDiff>? Fields, IReadOnlyList<ObjectDiff>? Objects);

internal sealed record ObjectDiff(string Type, string Name, IReadOnlyList<FieldDiff>? Fields, IReadOnlyList<ObjectDiff>? Objects);

internal sealed record FieldDiff(string Type, string Name, string? Old, string? New);

internal sealed record RegisterAnswer(string? EvalID, long JobModifyIndex, string? Warnings);

internal sealed record StopAnswer(string? EvalID);

/// <summary>A variable with its items in the clear.</summary>
internal sealed record VariableAnswer(long ModifyIndex, IReadOnlyDictionary<string, string>? Items)
{
    public static VariableAnswer Missing { get; } = new(0, null);

    public IReadOnlyDictionary<string, string> Held => Items ?? new Dictionary<string, string>();

    public static JsonObject Body(string path, IReadOnlyDictionary<string, string> items) => new()
    {
        ["Path"] = path,
        [nameof(Items)] = new JsonObject(items.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
    };
}
