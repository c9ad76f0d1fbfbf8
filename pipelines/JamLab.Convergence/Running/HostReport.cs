namespace JamLab.Convergence.Running;

/// <summary>How a host came out of a run.</summary>
public enum HostOutcome
{
    Unchanged,
    WouldChange,
    Changed,
    Failed,
    Unreachable,
    NotReached,
}

/// <summary>How one resource came out of a run.</summary>
public enum ResourceOutcome
{
    Unchanged,
    WouldChange,
    Changed,
    Failed,
    NotReached,
}

/// <summary>One resource in a run; times are since the run's start.</summary>
public sealed record ResourceReport(string Role, string Resource, ResourceOutcome Outcome)
{
    public IReadOnlyList<Difference> Differences { get; init; } = [];

    public TimeSpan? StartedAt { get; init; }

    public TimeSpan? Elapsed { get; init; }

    /// <summary>The last lines that its script printed, when it failed.</summary>
    public string? Output { get; init; }
}

/// <summary>One host in a run. <see cref="RoundTrips"/> counts scripts sent; times are since the run's start.</summary>
public sealed record HostReport(string Host, HostOutcome Outcome)
{
    public IReadOnlyList<ResourceReport> Resources { get; init; } = [];

    public int RoundTrips { get; init; }

    public TimeSpan StartedAt { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>What went wrong; null unless the host failed, was not reachable or not reached.</summary>
    public string? Problem { get; init; }

    /// <summary>What to do about it.</summary>
    public string? WayOut { get; init; }

    public int Count(ResourceOutcome outcome) => Resources.Count(one => one.Outcome == outcome);
}
