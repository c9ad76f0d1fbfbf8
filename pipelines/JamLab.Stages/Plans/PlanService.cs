using System.Text.Json.Serialization;
using JamLab.Convergence;

namespace JamLab.Stages.Plans;

/// <summary>What happens to a service.</summary>
public enum ServiceAction
{
    Unchanged,
    Deploy,
    Remove,

    /// <summary>Runs, is not in the inventory, and stays since nobody asked for its removal.</summary>
    Left,
}

/// <summary>A service and what happens to it; <paramref name="Version"/> is the one wanted, null for none.</summary>
public sealed record PlanService(string Name, ServiceAction Action, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Version)
{
    /// <summary>Where the inventory names it; null for a service that left it.</summary>
    public PlanPlace? Place { get; init; }

    /// <summary>Where it runs or shall run; on Nomad all together are one, on the host "nomad".</summary>
    public IReadOnlyList<PlanInstance> Instances { get; init; } = [];

    /// <summary>Hosts that run it and no longer should.</summary>
    public IReadOnlyList<string> Surplus { get; init; } = [];

    [JsonIgnore]
    public bool IsChanging => Action is ServiceAction.Deploy or ServiceAction.Remove;
}

/// <summary>A service on a host: the version that runs (null for none), what differs, or why the host could not be asked.</summary>
public sealed record PlanInstance(string Host, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Version, IReadOnlyList<Difference> Differences)
{
    public string? Problem { get; init; }
}
