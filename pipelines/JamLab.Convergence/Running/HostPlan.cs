namespace JamLab.Convergence.Running;

/// <summary>What differs on a host, in the order of its resources.</summary>
internal sealed record HostPlan(IReadOnlyList<(Declared Declared, Change? Change)> Entries)
{
    public IReadOnlyList<(Declared Declared, Change Change)> Changes { get; } =
        [.. Entries.Where(entry => entry.Change is not null).Select(entry => (entry.Declared, entry.Change!))];

    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Whether a change of this role interrupts something that runs.</summary>
    public bool Interrupts(string role) => Changes.Any(entry => entry.Declared.Role == role && entry.Change.Interrupts);

    /// <summary>Pure: the same answers give the same plan.</summary>
    public static HostPlan Make(IReadOnlyList<Declared> resources, HostFacts facts)
    {
        var entries = new List<(Declared, Change?)>(resources.Count);
        foreach (var declared in resources)
        {
            var change = declared.Resource.Diff(facts);
            if (change is not null)
                facts.Take(change);
            entries.Add((declared, change));
        }

        return new HostPlan(entries);
    }
}
