using JamLab.Convergence;
using JamLab.Convergence.Resources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Nfs;

/// <summary>The kernel's NFS server. A container has none: there everything but the server itself is as it will be.</summary>
internal static class NfsServer
{
    private const string Exports = "/etc/exports.d/jamlab.exports";

    // What the server's unit starts in front of itself and fails without.
    private static readonly string[] Parts = ["proc-fs-nfsd.mount", "nfs-mountd.service", "nfs-idmapd.service", "nfsdcld.service"];

    public static IEnumerable<Resource> Resources(RoleContext context, NfsSettings parameters)
    {
        foreach (var (path, export) in parameters.Exports)
            yield return new Directory(path) { Mode = Convert.ToInt32(export.Mode, 8), Owner = export.Owner, Group = export.Group };
        yield return new Directory("/etc/exports.d");
        yield return new File(Exports, Text(context, parameters));
        foreach (var part in Parts)
            yield return NfsRole.NotInContainers(part);
        yield return new Packages("nfs-kernel-server");
        yield return new Unit("nfs-server.service") { ReloadOn = [Exports], DropIns = NfsRole.Condition };
    }

    private static string Text(RoleContext context, NfsSettings parameters)
    {
        var networks = context.Inventory.Lab.Networks.Values.Select(network => network.Cidr.Value.ToString()).ToList();
        return "# Written by JamLab from the inventory (role nfs).\n" + string.Concat(parameters.Exports.Select(one =>
            $"{one.Key} {string.Join(' ', (one.Value.Clients.Count > 0 ? one.Value.Clients : networks).Select(client => $"{client}({one.Value.Options})"))}\n"));
    }
}
