namespace JamLab.Convergence.Resources;

/// <summary>Resources that are made of others: their changes as one.</summary>
internal static class Parts
{
    /// <summary>What a part would change, with its name in front of each difference; null when nothing.</summary>
    public static Change? Diff(Resource part, string label, HostFacts facts) =>
        part.Diff(facts) is { } change ? change with { Differences = [.. change.Differences.Select(one => one with { What = $"{label}: {one.What}" })] } : null;

    /// <summary>One change of <paramref name="owner"/> that does all of these in this order; null when there are none.</summary>
    public static Change? Combine(Resource owner, params IEnumerable<Change?> parts)
    {
        var changes = parts.OfType<Change>().ToList();
        if (changes.Find(one => one.IsDeferred) is { } deferred)
            return deferred with { Resource = owner };
        return changes.Count == 0
            ? null
            : new Change(owner, [.. changes.SelectMany(one => one.Differences)], Text(changes))
            {
                Writes = changes.SelectMany(one => one.Writes).ToDictionary(),
                Touches = [.. changes.SelectMany(one => one.Touches)],
                Functions = [.. changes.SelectMany(one => one.Functions).Distinct()],
                Unsettles = [.. changes.SelectMany(one => one.Unsettles)],
                BringsPackages = changes.Exists(one => one.BringsPackages),
                Interrupts = changes.Exists(one => one.Interrupts),
            };
    }

    private static HostText Text(List<Change> changes) =>
        new(string.Concat(changes.Select(one => one.Script.Reveal().TrimEnd('\n') + "\n").Where(one => one != "\n")), changes.Exists(one => one.Script.IsSecret));
}
