namespace JamLab.Convergence.Running;

/// <summary>How a run goes about it.</summary>
public sealed record RunSettings
{
    /// <summary>Shows what would change and touches nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>How many hosts are worked on at the same time.</summary>
    public int Parallel { get; init; } = 64;

    /// <summary>How long a host keeps changes that may lock out (sshd, network) without being confirmed by a second connection; whole seconds from the end of the script that made them.</summary>
    public TimeSpan UndoAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a host's script waits for one of another run that is still changing the host.</summary>
    public TimeSpan TurnWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Texts that must not show in anything a host printed; may grow while the run goes on, then read from several threads.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>Told what happens while it happens; called from several threads.</summary>
    public Action<HostEvent>? OnEvent { get; init; }
}

/// <summary>Something that happened on a host: a word for what, and the resource that it is about if any.</summary>
public sealed record HostEvent(string Host, string What, string? Resource = null)
{
    /// <summary>The word for a host that nothing more is done on for now.</summary>
    public const string Done = "done";
}
