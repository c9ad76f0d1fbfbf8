namespace JamLab.Stages.Services;

/// <summary>How a service came out of a run.</summary>
public enum OutcomeKind
{
    Unchanged,
    WouldChange,
    Deployed,
    Reverted,
    Failed,
    Skipped,
}

/// <summary>One service in a run; <see cref="Problem"/> and <see cref="WayOut"/> are null where all went well.</summary>
public sealed record ServiceOutcome(string Service, string Version, OutcomeKind Kind)
{
    /// <summary>The version before, where it is known.</summary>
    public string? Before { get; init; }

    /// <summary>Hosts that run <see cref="Version"/> now.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    public string? Problem { get; init; }

    public string? WayOut { get; init; }

    public TimeSpan Elapsed { get; init; }
}
