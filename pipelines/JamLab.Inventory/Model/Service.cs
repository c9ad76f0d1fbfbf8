namespace JamLab.Inventory.Model;

/// <summary>
/// What runs on the lab. Exactly one of <see cref="Image"/>, <see cref="Command"/>, <see cref="Unit"/> and <see cref="Job"/> is there; a raw job says everything else itself,
/// so that beside it there are only names, order and exposure.
/// </summary>
public sealed record Service(
    Sourced<string> Name,
    IReadOnlyList<Sourced<string>> HostNames,
    Sourced<string>? Group,
    Sourced<string>? Host,
    Sourced<int> Count,
    Sourced<string>? Image,
    IReadOnlyList<Sourced<string>> DependsOn)
{
    /// <summary>The name of the port that names lead to where there are several.</summary>
    public const string RoutedPort = "http";

    private static readonly Dictionary<string, Sourced<string>> NoVariables = [];

    /// <summary>Who runs it: what the service says, else what only one can run (a job, a unit), else what the lab says.</summary>
    public ServiceRuntime Runtime { get; init; }

    /// <summary>A line for <c>sh</c>; the port to listen on is in its environment.</summary>
    public Sourced<string>? Command { get; init; }

    /// <summary>A systemd unit that <see cref="Packages"/> or <see cref="Files"/> bring, with its ending.</summary>
    public Sourced<string>? Unit { get; init; }

    /// <summary>A Nomad job in HCL, a path relative to the environment's folder.</summary>
    public Sourced<string>? Job { get; init; }

    /// <summary>Debian packages that <see cref="Command"/> or <see cref="Unit"/> needs.</summary>
    public IReadOnlyList<Sourced<string>> Packages { get; init; } = [];

    public IReadOnlyList<ServiceFile> Files { get; init; } = [];

    /// <summary>The ports that it listens on, by name; in a container those inside.</summary>
    public IReadOnlyDictionary<string, Sourced<int>> Ports { get; init; } = new Dictionary<string, Sourced<int>>();

    /// <summary>The port that names lead to: <see cref="RoutedPort"/>, or the only one; null without.</summary>
    public Sourced<int>? Port => Ports.TryGetValue(RoutedPort, out var routed) ? routed : Ports.Count == 1 ? Ports.Values.First() : null;

    /// <summary>Environment variables in the open.</summary>
    public IReadOnlyDictionary<string, Sourced<string>> Environment { get; init; } = NoVariables;

    /// <summary>Environment variables that hold secrets.</summary>
    public IReadOnlyDictionary<string, ServiceSecret> Secrets { get; init; } = new Dictionary<string, ServiceSecret>();

    public IReadOnlyDictionary<string, Volume> Volumes { get; init; } = new Dictionary<string, Volume>();

    public ServiceCheck Check { get; init; } = new();

    public ServiceResources Resources { get; init; } = new();

    public ServiceUpdate Update { get; init; } = new();

    public Exposure Exposure { get; init; }

    public ServiceConstraints Constraints { get; init; } = new();

    public ServiceBackup Backup { get; init; } = new();
}

/// <summary>Who runs services: systemd units on hosts that are chosen here, or Nomad, which chooses itself.</summary>
public enum ServiceRuntime
{
    Systemd,
    Nomad,
}

/// <summary>Who may reach a service by its names: the lab's networks, anybody, or nobody (it has no names then).</summary>
public enum Exposure
{
    Internal,
    External,
    None,
}

/// <summary>A file or folder at <paramref name="To"/> on the service's hosts; <paramref name="From"/> is relative to the environment's folder.</summary>
public sealed record ServiceFile(Sourced<string> To, Sourced<string> From);

/// <summary>What an environment variable holds: the secret <paramref name="Name"/> of the environment's state, or else a value <paramref name="Sealed"/> with <c>!vault</c>.</summary>
public sealed record ServiceSecret(Sourced<string>? Name, Sourced<Secret>? Sealed);
