namespace JamLab.Convergence;

/// <summary>Something that should be so on a host.</summary>
public abstract record Resource
{
    /// <summary>What it is, as messages and reports name it: "file /etc/motd". Two resources of a host with the same name are the same thing.</summary>
    public abstract string Name { get; }

    /// <summary>What must be known of a host to tell whether it is so; known before any connection.</summary>
    public abstract IEnumerable<Fact> Facts { get; }

    /// <summary>What differs, and how it is set right; null when nothing does. Pure.</summary>
    public abstract Change? Diff(HostFacts facts);
}
