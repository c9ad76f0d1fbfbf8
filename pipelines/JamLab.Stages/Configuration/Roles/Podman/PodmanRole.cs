using JamLab.Convergence;
using JamLab.Convergence.Resources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Podman;

/// <summary>Containers without a daemon.</summary>
public sealed class PodmanRole : Role<PodmanSettings>
{
    public override string Name => "podman";

    public override string Summary => "Podman: containers as root and, for users who are named, without; images' registries and storage; a folder for containers that systemd starts.";

    public override IReadOnlyList<string> After => ["base"];

    protected override RolePlan Declare(RoleContext context, PodmanSettings parameters) => new([
        new Directory("/etc/containers"),
        new Directory("/etc/containers/registries.conf.d"),
        new Directory("/etc/containers/containers.conf.d"),
        // Quadlet's, from podman 4.4 on (Debian 13).
        new Directory("/etc/containers/systemd"),
        new File("/etc/containers/registries.conf.d/50-jamlab.conf", PodmanText.Registries(parameters)),
        new File("/etc/containers/containers.conf.d/50-jamlab.conf", PodmanText.Containers(parameters)),
        new File("/etc/containers/storage.conf", PodmanText.Storage(parameters)),
        new Packages("podman", "crun", "netavark", "aardvark-dns", "iptables", "uidmap", "slirp4netns", "fuse-overlayfs", "dbus-user-session"),
        Switch("podman.socket", parameters.Socket ?? context.Host.Roles.Any(role => role.Value == "nomad")),
        Switch("podman-auto-update.timer", parameters.AutoUpdate),
        .. parameters.RootlessUsers.SelectMany(Rootless),
    ]);

    private static Unit Switch(string unit, bool on) => new(unit) { Enabled = on, Running = on };

    // The user's own systemd runs without anybody logged in, and containers have users of their own below the user.
    private static IEnumerable<Resource> Rootless(string user)
    {
        yield return new Command($"keep {user}'s services running", $"[ -e /var/lib/systemd/linger/{user} ]", $"loginctl enable-linger {user}") { Reason = "they end when the user logs out" };
        foreach (var file in new[] { "subuid", "subgid" })
        {
            yield return new Command($"give {user} a range in /etc/{file}",
                $"while IFS=: read -r name rest; do [ \"$name\" != {user} ] || exit 0; done < /etc/{file}\nexit 1",
                // Behind the ranges that are there, 65536 each.
                $"""
                next=100000
                while IFS=: read -r name first count; do
                  if [ -n "$count" ] && [ $((first+count)) -gt "$next" ]; then next=$((first+count)); fi
                done < /etc/{file}
                echo "{user}:$next:65536" >> /etc/{file}
                """)
            { Reason = "containers without root need it" };
        }
    }
}
