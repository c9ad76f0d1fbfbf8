using System.Text.Json.Nodes;

namespace JamLab.Tests.Services.Nomad.Api;

/// <summary>Two versions of a job as Nomad's plan compares them.</summary>
internal static class JobDiffer
{
    // Nomad's own about a job, which no plan compares.
    private static readonly HashSet<string> Own = ["Version", "CreateIndex", "ModifyIndex", "JobModifyIndex", "Status", "StatusDescription", "Stable", "SubmitTime", "ID"];
    private static readonly HashSet<string> Maps = ["Meta", "Env"];

    public static JsonObject Of(JsonObject? old, JsonObject wanted)
    {
        var diff = old is null ? new JsonObject { ["Type"] = "Added", ["Fields"] = new JsonArray(), ["Objects"] = new JsonArray() } : Between(Canonical(old), Canonical(wanted), Own);
        diff["ID"] = (string)wanted["ID"]!;
        var groups = Named(old?["TaskGroups"], wanted["TaskGroups"], (before, after) =>
        {
            var group = Between(Without(before, "Tasks"), Without(after, "Tasks"), ["Name"]);
            group["Tasks"] = Named(before["Tasks"], after["Tasks"], (one, other) => Between(one, other, ["Name"]));
            return Typed(group, "Tasks");
        });
        diff["TaskGroups"] = groups;
        return old is null ? diff : Typed(diff, "TaskGroups");
    }

    public static bool Same(JsonObject old, JsonObject wanted) => (string)Of(old, wanted)["Type"]! == "None";

    private static JsonObject Typed(JsonObject diff, string children)
    {
        if (diff[children]!.AsArray().Any(one => (string)one!["Type"]! != "None"))
            diff["Type"] = "Edited";
        return diff;
    }

    private static JsonArray Named(JsonNode? old, JsonNode? wanted, Func<JsonObject, JsonObject, JsonObject> compare)
    {
        var all = new JsonArray();
        var before = (old as JsonArray ?? []).OfType<JsonObject>().ToDictionary(one => (string)one["Name"]!);
        var after = (wanted as JsonArray ?? []).OfType<JsonObject>().ToDictionary(one => (string)one["Name"]!);
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var diff = (before.GetValueOrDefault(name), after.GetValueOrDefault(name)) switch
            {
                (null, _) => new JsonObject { ["Type"] = "Added" },
                (_, null) => new JsonObject { ["Type"] = "Deleted" },
                var (one, other) => compare(one, other),
            };
            diff["Name"] = name;
            all.Add((JsonNode)diff);
        }

        return all;
    }

    private static JsonObject Between(JsonObject old, JsonObject wanted, HashSet<string> without)
    {
        var fields = new JsonArray();
        var objects = new JsonArray();
        foreach (var name in old.Select(one => one.Key).Union(wanted.Select(one => one.Key)).Where(one => !without.Contains(one)).Order(StringComparer.Ordinal))
        {
            var (before, after) = (old[name], wanted[name]);
            if (Maps.Contains(name))
                AddMap(fields, name, before as JsonObject ?? [], after as JsonObject ?? []);
            else if (before is JsonObject or JsonArray || after is JsonObject or JsonArray)
                AddObject(objects, name, AsObject(before), AsObject(after));
            else
                AddField(fields, name, before, after);
        }

        return new JsonObject { ["Type"] = fields.Count + objects.Count > 0 ? "Edited" : "None", ["Fields"] = fields, ["Objects"] = objects };
    }

    private static void AddMap(JsonArray fields, string name, JsonObject old, JsonObject wanted)
    {
        foreach (var key in old.Select(one => one.Key).Union(wanted.Select(one => one.Key)).Order(StringComparer.Ordinal))
            AddField(fields, $"{name}[{key}]", old[key], wanted[key]);
    }

    private static void AddObject(JsonArray objects, string name, JsonObject old, JsonObject wanted)
    {
        var diff = Between(old, wanted, []);
        if ((string)diff["Type"]! == "None")
            return;
        diff["Name"] = name;
        objects.Add((JsonNode)diff);
    }

    private static void AddField(JsonArray fields, string name, JsonNode? old, JsonNode? wanted)
    {
        if (Text(old) == Text(wanted))
            return;
        fields.Add((JsonNode)new JsonObject { ["Type"] = Text(old).Length == 0 ? "Added" : Text(wanted).Length == 0 ? "Deleted" : "Edited", ["Name"] = name, ["Old"] = Text(old), ["New"] = Text(wanted) });
    }

    private static JsonObject AsObject(JsonNode? node) => node switch
    {
        JsonObject map => map,
        JsonArray list => new JsonObject(list.Select((one, i) => KeyValuePair.Create($"{i}", one?.DeepClone()))),
        _ => [],
    };

    private static string Text(JsonNode? node) => node is null ? "" : node.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)node! : node.ToJsonString();

    private static JsonObject Canonical(JsonObject job)
    {
        var copy = Without(job, "TaskGroups");
        copy["Stop"] = (bool?)job["Stop"] ?? false;
        return copy;
    }

    private static JsonObject Without(JsonObject map, string name)
    {
        var copy = (JsonObject)map.DeepClone();
        copy.Remove(name);
        return copy;
    }
}
