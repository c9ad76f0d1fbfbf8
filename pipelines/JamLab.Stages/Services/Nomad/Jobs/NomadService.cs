using JamLab.Inventory;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>A service as Nomad is told it: exactly one of <see cref="Image"/> and <see cref="Command"/> says what runs.</summary>
public sealed record NomadService(string Name, string Version, IReadOnlyList<string> Nodes)
{
    public int Count { get; init; } = 1;

    /// <summary>Whether no two instances may share a node.</summary>
    public bool Distinct { get; init; }

    /// <summary>Whether Consul gets to know it, so that names can lead to it; else Nomad keeps its own list, which knows no checks by command.</summary>
    public bool InConsul { get; init; } = true;

    /// <summary>A container image, run by the podman driver.</summary>
    public string? Image { get; init; }

    /// <summary>A line for <c>sh</c>, run by the exec driver in a root of its own that sees the node's programs.</summary>
    public string? Command { get; init; }

    /// <summary>Ports by name, as the container listens on them; Nomad chooses the host's.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; init; } = new Dictionary<string, int>();

    /// <summary>The name of the port that others are sent to; null for a service without one, which nobody gets to know.</summary>
    public string? RoutedPort { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Values by environment variable; they reach tasks as a Nomad variable and stand in no job.</summary>
    public IReadOnlyDictionary<string, Secret> Secrets { get; init; } = new Dictionary<string, Secret>();

    public IReadOnlyList<NomadFile> Files { get; init; } = [];

    /// <summary>Host volumes by the name that the role nomad's parameter <c>host_volumes</c> gives them.</summary>
    public IReadOnlyDictionary<string, NomadMount> Volumes { get; init; } = new Dictionary<string, NomadMount>();

    /// <summary>Null where nothing can be asked: an instance is healthy then when its task runs.</summary>
    public NomadCheck? Check { get; init; }

    /// <summary>MHz.</summary>
    public int? Cpu { get; init; }

    /// <summary>MiB.</summary>
    public int? Memory { get; init; }

    public NomadUpdate Update { get; init; } = new();
}

/// <summary>A text file at the path at which the service sees it.</summary>
public sealed record NomadFile(string Path, string Text, bool IsExecutable = false);

/// <summary>Where a service sees a host volume.</summary>
public sealed record NomadMount(string Path, bool ReadOnly = false);

/// <summary>How an instance is asked whether it is well: a path over HTTP, a command in its task, or, with neither, a TCP connection.</summary>
public sealed record NomadCheck(string? HttpPath = null, string? Command = null)
{
    /// <summary>The name of the port to ask; null for the routed one.</summary>
    public string? Port { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>How instances are replaced.</summary>
public sealed record NomadUpdate
{
    public int Parallel { get; init; } = 1;

    /// <summary>Instances of the new version that run beside the old ones before any of those goes.</summary>
    public int Canary { get; init; }

    /// <summary>How long a new instance may take to become healthy.</summary>
    public TimeSpan HealthyWithin { get; init; } = TimeSpan.FromMinutes(1);

    public bool AutoRevert { get; init; } = true;
}
