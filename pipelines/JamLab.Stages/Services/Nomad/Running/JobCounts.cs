using System.Text.Json.Nodes;

namespace JamLab.Stages.Services.Nomad.Running;

/// <summary>How many instances a job wants, by group; a job that is stopped wants none.</summary>
internal static class JobCounts
{
    public static IReadOnlyDictionary<string, int> Of(JsonObject job) => job["Stop"]?.GetValue<bool>() == true
        ? new Dictionary<string, int>()
        : (job["TaskGroups"] as JsonArray ?? []).OfType<JsonObject>().ToDictionary(group => group["Name"]!.GetValue<string>(), group => group["Count"]?.GetValue<int>() ?? 1);
}
