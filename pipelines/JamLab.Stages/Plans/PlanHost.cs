using System.Text.Json.Serialization;
using JamLab.Convergence;

namespace JamLab.Stages.Plans;

/// <summary>A host as it was found; with a <see cref="Problem"/> nobody knows what differs there.</summary>
public sealed record PlanHost(string Name)
{
    /// <summary>Where the inventory names it.</summary>
    public PlanPlace? Place { get; init; }

    /// <summary>What would change, in the order in which it would be made.</summary>
    public IReadOnlyList<PlanResource> Resources { get; init; } = [];

    /// <summary>How many resources are as they should be.</summary>
    public int Unchanged { get; init; }

    /// <summary>Why it could not be asked.</summary>
    public string? Problem { get; init; }

    /// <summary>What to do about that.</summary>
    public string? WayOut { get; init; }

    [JsonIgnore]
    public bool IsChanging => Resources.Count > 0;

    /// <summary>What all of its resources differ in alike, such as that their machine does not exist yet; null where they differ each in its own way.</summary>
    [JsonIgnore]
    public string? Alike => Resources is [{ Differences: [{ Now: null, Wanted: null, Text: null, What: var what }] }, _, ..]
        && Resources.All(one => one.Differences is [{ Now: null, Wanted: null, Text: null } only] && only.What == what) ? what : null;
}

/// <summary>Something on a host that differs, the role that wants it, and in what it differs.</summary>
public sealed record PlanResource(string Role, string Name, IReadOnlyList<Difference> Differences);
