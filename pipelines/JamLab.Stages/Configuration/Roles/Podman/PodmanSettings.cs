using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Podman;

/// <summary>Parameters of the role podman.</summary>
public sealed class PodmanSettings
{
    [Parameter("Registries that names of images without one are looked for in, in this order; none unless given, so that nobody else's image is taken.", Example = "[docker.io]")]
    public IReadOnlyList<string> SearchRegistries { get; set; } = [];

    [Parameter("Mirrors that are asked before a registry.", Example = "{ docker.io: mirror.lab.internal:5000 }")]
    public IReadOnlyDictionary<string, string> Mirrors { get; set; } = new Dictionary<string, string>();

    [Parameter("Registries that are spoken to without TLS.")]
    public IReadOnlyList<string> InsecureRegistries { get; set; } = [];

    [Parameter("Where root's images and containers lie.")]
    public string Storage { get; set; } = "/var/lib/containers/storage";

    [Parameter("How much of a container's output is kept where it is kept in files.")]
    public ByteSize LogSize { get; set; } = ByteSize.FromMiB(50);

    [Parameter("Whether programs on the host may drive podman over /run/podman/podman.sock; unless given, on hosts with the role nomad.")]
    public bool? Socket { get; set; }

    [Parameter("Whether containers with the label io.containers.autoupdate are renewed every day.")]
    public bool AutoUpdate { get; set; }

    [Parameter("Users who run containers of their own that go on when they log out.")]
    public IReadOnlyList<string> RootlessUsers { get; set; } = [];
}
