using JamLab.Inventory.Parameters;
using JamLab.Stages.Configuration;

namespace JamLab.Stages;

/// <summary>The roles that an inventory may name.</summary>
public static class Roles
{
    private static readonly string[] Names = ["base", "dns", "consul", "nomad", "vault", "haproxy", "proxmox", "node-exporter", "nfs", "podman"];

    public static IReadOnlyList<RoleDescription> Known { get; } =
    [
        .. RoleCatalog.All.Select(RoleDescriptions.Of),
        .. Names.Except(RoleCatalog.All.Select(role => role.Name)).Select(name => new RoleDescription(name, $"The role {name}.", [])),
    ];
}
