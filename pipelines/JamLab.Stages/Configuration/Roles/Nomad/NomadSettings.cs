using JamLab.Stages.Configuration.Sources;

namespace JamLab.Stages.Configuration.Roles.Nomad;

/// <summary>Parameters of the role nomad.</summary>
public sealed class NomadSettings
{
    [Parameter("The region that servers form together.")]
    public string Region { get; set; } = "global";

    [Parameter("The datacenter that jobs name; the lab's name unless given.", Example = "jam", Also = ["dc"])]
    public string? Datacenter { get; set; }

    [Parameter("Where Nomad comes from.")]
    public ProductSource Source { get; set; } = new();

    [Parameter("How much the agent logs.", Choices = ["trace", "debug", "info", "warn", "error"])]
    public string LogLevel { get; set; } = "info";

    [Parameter("Folders of clients that jobs may mount, by name.", Example = "{ media: { path: /srv/media } }")]
    public IReadOnlyDictionary<string, HostVolume> HostVolumes { get; set; } = new Dictionary<string, HostVolume>();

    [Parameter("Texts about a client that jobs may ask for as ${meta.name}.", Example = "{ rack: one }")]
    public IReadOnlyDictionary<string, string> Meta { get; set; } = new Dictionary<string, string>();

    [Parameter("Where the podman driver comes from, on clients that have the role podman; HashiCorp's apt repository unless given.")]
    public ProductSource PodmanDriver { get; set; } = new();
}

/// <summary>A folder on a client that jobs may mount.</summary>
public sealed class HostVolume
{
    [Parameter("Where it is on the host; made if it is missing, and its rights are left alone.", Example = "/srv/media")]
    public string? Path { get; set; }

    [Parameter("Whether jobs can only read it.")]
    public bool ReadOnly { get; set; }
}
