namespace JamLab.Stages;

/// <summary>The roles that an inventory may name.</summary>
public static class Roles
{
    public static IReadOnlyList<string> Known { get; } =
        ["base", "dns", "consul", "nomad", "vault", "haproxy", "proxmox", "node-exporter", "nfs", "podman"];
}
