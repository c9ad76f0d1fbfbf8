namespace JamLab.Inventory.Model;

/// <summary>
/// How to tell that an instance is well: an answer of 200 to 399 for the path <see cref="Http"/>, exit code 0 of <see cref="Command"/> run beside it, or, with neither, an open port.
/// </summary>
public sealed record ServiceCheck
{
    public Sourced<string>? Http { get; init; }

    public Sourced<string>? Command { get; init; }

    /// <summary>The name of the port to ask; null for the one that names lead to.</summary>
    public Sourced<string>? Port { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>What one instance may take: <see cref="Cpu"/> in MHz (a share, where nobody else wants it), <see cref="Memory"/> as a limit; null for no limit.</summary>
public sealed record ServiceResources
{
    public Sourced<int>? Cpu { get; init; }

    public Sourced<ByteSize>? Memory { get; init; }
}

/// <summary>How a new version takes the old one's place.</summary>
public sealed record ServiceUpdate
{
    /// <summary>Instances changed at the same time.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Instances changed before all others; they must be well before the rest follows.</summary>
    public int Canary { get; init; }

    /// <summary>How long an instance may take from its start until its check passes.</summary>
    public TimeSpan HealthyWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the version before comes back where the new one does not become well.</summary>
    public bool AutoRevert { get; init; } = true;
}

/// <summary>Which hosts of the service's group may run it.</summary>
public sealed record ServiceConstraints
{
    /// <summary>Only these; none for all of the group.</summary>
    public IReadOnlyList<Sourced<string>> Hosts { get; init; } = [];

    /// <summary>Only hosts with all of these.</summary>
    public IReadOnlyList<Sourced<string>> Roles { get; init; } = [];

    /// <summary>Whether each instance has a host to itself; only Nomad can put two on one.</summary>
    public bool Distinct { get; init; } = true;
}

/// <summary>How its volumes are backed up.</summary>
public sealed record ServiceBackup
{
    /// <summary>Run beside the service before its volumes are read, such as a database's dump; null when files may be copied as they are.</summary>
    public Sourced<string>? Command { get; init; }

    /// <summary>Backups that are kept; older ones are deleted.</summary>
    public int Keep { get; init; } = 7;

    /// <summary>A folder of the computer that JamLab runs on; with <see cref="Nfs"/> null too, one that the stage chooses.</summary>
    public Sourced<string>? Folder { get; init; }

    public Sourced<NfsPath>? Nfs { get; init; }
}
