using System.Text.Json;

namespace JamLab.Stages.Provisioning.Terraform;

/// <summary>One entry of <c>resource_changes</c> of a plan (Terraform's JSON output format 1.x), of our modules' resources.</summary>
/// <param name="Kind"><c>disk</c>, <c>power</c> or <c>switch</c>.</param>
/// <param name="Machine">The machine's name; empty for what is not a machine's.</param>
/// <param name="Triggers">Names of the triggers whose value differs, with both values.</param>
public sealed record ResourceChange(string Kind, string Machine, bool Creates, bool Deletes, string? Reason, IReadOnlyList<TriggerChange> Triggers)
{
    public static IReadOnlyList<ResourceChange> Read(JsonDocument plan)
    {
        if (!plan.RootElement.TryGetProperty("resource_changes", out var changes))
            return [];
        return [.. changes.EnumerateArray().Where(change => change.GetProperty("type").GetString() == "terraform_data").Select(Read).OfType<ResourceChange>()];
    }

    private static ResourceChange? Read(JsonElement element)
    {
        var change = element.GetProperty("change");
        var actions = change.GetProperty("actions").EnumerateArray().Select(action => action.GetString()).ToList();
        var creates = actions.Contains("create");
        var deletes = actions.Contains("delete");
        if (!creates && !deletes)
            return null;
        return new ResourceChange(
            element.GetProperty("name").GetString()!,
            element.TryGetProperty("index", out var index) && index.ValueKind == JsonValueKind.String ? index.GetString()! : "",
            creates,
            deletes,
            element.TryGetProperty("action_reason", out var reason) ? reason.GetString() : null,
            creates && deletes ? TriggerChange.Between(change.GetProperty("before"), change.GetProperty("after")) : []);
    }
}

/// <summary>A trigger whose value differs between the machine as it is and as it is wanted.</summary>
public sealed record TriggerChange(string Name, string Before, string After)
{
    internal static IReadOnlyList<TriggerChange> Between(JsonElement before, JsonElement after)
    {
        if (!TryTriggers(before, out var old) || !TryTriggers(after, out var wanted))
            return [];
        return [.. wanted.EnumerateObject()
            .Select(trigger => new TriggerChange(trigger.Name, old.TryGetProperty(trigger.Name, out var was) ? was.ToString() : "", trigger.Value.ToString()))
            .Where(trigger => trigger.Before != trigger.After)];
    }

    private static bool TryTriggers(JsonElement values, out JsonElement triggers)
    {
        triggers = default;
        return values.ValueKind == JsonValueKind.Object && values.TryGetProperty("triggers_replace", out triggers) && triggers.ValueKind == JsonValueKind.Object;
    }
}
