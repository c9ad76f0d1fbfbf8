using System.Text.Json.Nodes;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>How long a deployment may take: instances start in batches, each of which may take until its deadline, and a failure is followed by the way back.</summary>
internal static class JobLimit
{
    // What Nomad gives an instance when the job does not say.
    private static readonly TimeSpan UsualDeadline = TimeSpan.FromMinutes(5);

    public static TimeSpan Of(JsonObject job) =>
        (job["TaskGroups"] as JsonArray ?? []).OfType<JsonObject>().Select(Group).DefaultIfEmpty(UsualDeadline).Max() + TimeSpan.FromMinutes(1);

    private static TimeSpan Group(JsonObject group)
    {
        var update = group["Update"] as JsonObject ?? [];
        var parallel = Math.Max(1, Number(update, "MaxParallel") ?? 1);
        var batches = ((Math.Max(1, Number(group, "Count") ?? 1) + parallel - 1) / parallel) + ((Number(update, "Canary") ?? 0) > 0 ? 1 : 0);
        var deadline = Number(update, "HealthyDeadline") is { } nanoseconds and > 0 ? TimeSpan.FromTicks(nanoseconds / 100) : UsualDeadline;
        return deadline * batches * 2;
    }

    // In a job that Nomad parsed a number is one of JSON, in ours one of C#.
    private static long? Number(JsonObject map, string name) => map[name] is JsonValue value ? long.Parse(value.ToJsonString()) : null;
}
