using System.Text.Json;

namespace JamLab.Stages.Services;

/// <summary>What a service is made of.</summary>
public enum ServiceKind
{
    Command,
    Image,
    Unit,
    Job,
}

/// <summary>
/// Everything that decides how an instance of a service runs, contents of files included; secrets are references, so that it can be kept. Two equal ones with equal secrets are
/// one version. <paramref name="Program"/> is a line for <c>sh</c>, an image's name, a unit's, or a job's text in HCL.
/// </summary>
public sealed record ServiceDefinition(string Name, ServiceKind Kind, string Program)
{
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>Name of a port, and the number that the service itself knows.</summary>
    public SortedDictionary<string, int> Ports { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The name of the port that names lead to; null for none.</summary>
    public string? Routed { get; init; }

    public SortedDictionary<string, string> Environment { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Environment variable, and the name of the secret in the environment's state.</summary>
    public SortedDictionary<string, string> Secrets { get; init; } = new(StringComparer.Ordinal);

    public IReadOnlyList<DefinedFile> Files { get; init; } = [];

    public IReadOnlyList<DefinedVolume> Volumes { get; init; } = [];

    public DefinedCheck Check { get; init; } = new();

    /// <summary>Bytes; null for no limit.</summary>
    public long? Memory { get; init; }

    /// <summary>MHz; null for an equal share.</summary>
    public int? Cpu { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ServiceJson.Default.ServiceDefinition);

    /// <summary>Throws <see cref="JsonException"/> for text that is none.</summary>
    public static ServiceDefinition FromJson(string json) =>
        JsonSerializer.Deserialize(json, ServiceJson.Default.ServiceDefinition) ?? throw new JsonException("null is no service");
}

/// <summary>A file below <paramref name="To"/>, a path that the service knows; <paramref name="Below"/> is empty where <paramref name="To"/> is the file itself.</summary>
public sealed record DefinedFile(string To, string Below, byte[] Content, bool IsExecutable);

/// <summary>Data that outlives versions: a folder of the host's, or <paramref name="Nfs"/> (<c>host:/export</c>), seen at <paramref name="Path"/>.</summary>
public sealed record DefinedVolume(string Name, string Path, string? Nfs);

/// <summary>How to tell that an instance is well; with neither path nor command, whether the port is open.</summary>
public sealed record DefinedCheck(string? Http = null, string? Command = null, string? Port = null, int IntervalSeconds = 2, int TimeoutSeconds = 2);
