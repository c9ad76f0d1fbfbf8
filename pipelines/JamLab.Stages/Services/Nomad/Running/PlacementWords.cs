using JamLab.Stages.Services.Nomad.Api;

namespace JamLab.Stages.Services.Nomad.Running;

/// <summary>The scheduler's numbers about groups that found no node, in words.</summary>
internal static class PlacementWords
{
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, PlacementMetric>? failed) =>
        [.. (failed ?? new Dictionary<string, PlacementMetric>()).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Of(one.Key, one.Value))];

    private static string Of(string group, PlacementMetric metric)
    {
        var reasons = new List<string>();
        if ((metric.NodesAvailable ?? new Dictionary<string, long>()).Where(one => one.Value == 0).Select(one => one.Key).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } empty && metric.NodesEvaluated == 0)
            reasons.Add($"no node is ready in {string.Join(", ", empty)}");
        else if (metric.NodesEvaluated == 0)
            reasons.Add("no node is ready");
        reasons.AddRange(Counted(metric.ConstraintFiltered, (why, count) => $"{Nodes(count)} ruled out by '{why}'"));
        reasons.AddRange(Counted(metric.ClassFiltered, (why, count) => $"{Nodes(count)} of class {why} ruled out"));
        reasons.AddRange(Counted(metric.DimensionExhausted, (what, count) => $"{Nodes(count)} without enough {what}"));
        reasons.AddRange((metric.QuotaExhausted ?? []).Select(quota => $"quota {quota} is used up"));
        if (reasons.Count == 0)
            reasons.Add($"{Nodes(metric.NodesFiltered)} ruled out, {Nodes(metric.NodesExhausted)} full");
        return $"no node for {metric.CoalescedFailures + 1} of {group}: {string.Join(", ", reasons)}";
    }

    private static IEnumerable<string> Counted(IReadOnlyDictionary<string, long>? counts, Func<string, long, string> say) =>
        (counts ?? new Dictionary<string, long>()).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => say(one.Key, one.Value));

    private static string Nodes(long count) => count == 1 ? "1 node" : $"{count} nodes";
}
