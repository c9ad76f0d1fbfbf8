namespace JamLab.Convergence;

/// <summary>A resource and the role that wants it.</summary>
public sealed record Declared(string Role, Resource Resource);

/// <summary>What one host should be.</summary>
/// <param name="Connector">The way to it.</param>
/// <param name="Resources">In the order in which they are made.</param>
public sealed record HostDeclaration(IHostConnector Connector, IReadOnlyList<Declared> Resources)
{
    /// <summary>What can only be so once all hosts have <see cref="Resources"/>: rules kept inside a cluster, for example.</summary>
    public IReadOnlyList<Declared> Afterwards { get; init; } = [];

    public string Host => Connector.Host;
}

/// <summary>How a role is changed where it is already running: so many hosts at once, and on only when <paramref name="Gate"/> is content.</summary>
/// <param name="Role">The role's name.</param>
/// <param name="AtOnce">How many hosts may be interrupted at the same time, at least 1.</param>
/// <param name="Gate">Shell, run on the changed host again and again until it ends with exit code 0; what it prints last says what is missing.</param>
/// <param name="GateWithin">How long the gate may take.</param>
public sealed record Rolling(string Role, int AtOnce, HostText Gate, TimeSpan GateWithin)
{
    /// <summary>A check that tells a host that goes last, such as a cluster's leader; null when the order does not matter.</summary>
    public HostText? GoesLast { get; init; }
}
