using JamLab.Convergence;

namespace JamLab.Stages.Services;

/// <summary>What a deployment would change, host by host.</summary>
public sealed record ServicePlan(Deployment Deployment, IReadOnlyList<PlannedInstance> Instances)
{
    /// <summary>Hosts that run the service and no longer should.</summary>
    public IReadOnlyList<string> Surplus { get; init; } = [];

    public bool IsEmpty => Surplus.Count == 0 && Instances.All(instance => instance.Differences.Count == 0 && instance.Problem is null);
}

/// <summary>An instance as it is: the version that runs (null for none), and what differs from the one wanted.</summary>
public sealed record PlannedInstance(string Host, string? Version, IReadOnlyList<Difference> Differences)
{
    /// <summary>Why the host could not be asked; null when it was.</summary>
    public string? Problem { get; init; }
}
