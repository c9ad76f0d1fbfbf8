namespace JamLab.Stages.Services.Nomad.Running;

/// <summary>How one of the lab's jobs is. <see cref="Version"/> is the service's version as it was registered.</summary>
public sealed record NomadStatus(string JobId, string Service, int Wanted, string? Version, IReadOnlyList<NomadInstance> Instances)
{
    public int Running => Instances.Count(one => one.IsRunning);

    public int Healthy => Instances.Count(one => one.IsHealthy);

    /// <summary>Where instances run, once each.</summary>
    public IReadOnlyList<string> Nodes => [.. Instances.Where(one => one.IsRunning).Select(one => one.Node).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Nomad's number of the registered version.</summary>
    public long JobVersion { get; init; }

    public bool IsStopped { get; init; }

    public bool IsWell => !IsStopped && Healthy >= Wanted;
}

/// <summary>An instance that is wanted: its node, Nomad's number of its version, and its state in Nomad's word (<c>pending</c>, <c>running</c>, <c>lost</c>, <c>unknown</c>).</summary>
public sealed record NomadInstance(string Node, long JobVersion, string State, bool IsHealthy)
{
    public bool IsRunning => State == "running";
}
