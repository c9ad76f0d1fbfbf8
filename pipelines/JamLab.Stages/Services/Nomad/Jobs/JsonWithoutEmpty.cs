using System.Text.Json.Nodes;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>Leaves out of a job what says nothing, so that plans and people see what does.</summary>
internal static class JsonWithoutEmpty
{
    public static JsonObject WithoutEmpty(this JsonObject map)
    {
        foreach (var (name, _) in map.Where(one => one.Value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 }).ToList())
            map.Remove(name);
        return map;
    }
}
