using JamLab.Convergence;
using JamLab.Convergence.Resources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>sshd. A change is taken back by the host itself unless a second connection comes in after it.</summary>
internal static class Sshd
{
    // The unit is called ssh in Debian and sshd elsewhere; one that its socket starts has nothing to reload.
    private const string Reload = """
        case $(systemctl show -P LoadState ssh.service) in loaded) systemctl try-reload-or-restart ssh.service;; *) systemctl try-reload-or-restart sshd.service;; esac
        """;

    public static IEnumerable<Resource> Resources(RoleContext context, BaseSettings parameters)
    {
        yield return new Directory("/etc/ssh/sshd_config.d");
        // Old installations have a configuration from before there were drop-ins; at its end they would come too late.
        yield return new Line("/etc/ssh/sshd_config", "Include /etc/ssh/sshd_config.d/*.conf")
        {
            Matching = @"^\s*Include\s+/etc/ssh/sshd_config\.d/\*\.conf\s*$",
            Before = @"^\s*[A-Za-z]",
        };
        // The name of the file that our images come with, in front of cloud-init's: sshd takes the first value that it meets.
        yield return new File("/etc/ssh/sshd_config.d/10-jamlab.conf", Text(context, parameters))
        {
            Mode = 0b110_000_000,
            Validate = "mkdir -p /run/sshd && /usr/sbin/sshd -t -f \"$file\"",
            GuardedBy = Reload,
        };
    }

    private static string Text(RoleContext context, BaseSettings parameters)
    {
        var root = parameters.RootLogin ?? (context.Host.Roles.Any(role => role.Value == "proxmox") ? "prohibit-password" : "no");
        var passwords = parameters.PasswordLogin ? "yes" : "no";
        return $"""
            # Written by JamLab from the inventory (role base).
            {string.Concat(parameters.SshdOptions.Select(option => option + "\n"))}PermitRootLogin {root}
            PasswordAuthentication {passwords}
            KbdInteractiveAuthentication no
            PermitEmptyPasswords no
            MaxAuthTries 4
            LoginGraceTime 30
            X11Forwarding no
            ClientAliveInterval 60
            ClientAliveCountMax 3
            UseDNS no

            """;
    }
}
