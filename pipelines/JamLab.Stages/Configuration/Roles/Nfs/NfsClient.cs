using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Nfs;

/// <summary>Mounts that are made when somebody first looks: neither a boot nor a run waits for a server that is off.</summary>
internal static class NfsClient
{
    public static IEnumerable<Resource> Resources(RoleContext context, NfsSettings parameters)
    {
        yield return new Packages("nfs-common");
        foreach (var (path, mount) in parameters.Mounts)
        {
            var name = UnitName(path);
            yield return new Unit($"{name}.mount")
            {
                Enabled = null,
                Running = null,
                UnitFile = $"""
                    [Unit]
                    Description={mount.From}
                    ConditionVirtualization=!container
                    Wants=network-online.target
                    After=network-online.target

                    [Mount]
                    What={mount.From}
                    Where={path}
                    Type=nfs
                    Options={mount.Options}
                    TimeoutSec=30

                    """,
            };
            yield return new Unit($"{name}.automount")
            {
                // systemd refuses them in a container, whatever their conditions say.
                Running = context.Inventory.Hypervisor.Kind.Value == HypervisorKind.Nspawn ? null : true,
                UnitFile = $"""
                    [Unit]
                    Description={mount.From} when it is used
                    ConditionVirtualization=!container

                    [Automount]
                    Where={path}

                    [Install]
                    WantedBy=remote-fs.target

                    """,
            };
        }
    }

    // systemd.unit(5), "String escaping for inclusion in unit names"; nothing in the path needs more than this.
    private static string UnitName(string path) => path[1..].Replace('/', '-');
}
