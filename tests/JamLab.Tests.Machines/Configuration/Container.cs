using System.Globalization;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>An nspawn machine, entered behind the back of its sshd, sudo and accounts.</summary>
internal static class Container
{
    /// <summary>Runs shell as root inside the container of this machine's process, and returns what it prints.</summary>
    public static string Inside(int process, string script) =>
        Shell.Run("nsenter", "--target", First(process), "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd=/", "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "sh", "-c", script);

    /// <summary>Where the container's files are seen from here.</summary>
    public static string Root(int process) => $"/proc/{First(process)}/root";

    // After a reboot of its own the container has other processes.
    private static string First(int process)
    {
        var container = Shell.Run("pgrep", "-x", "systemd-nspawn", "-P", process.ToString(CultureInfo.InvariantCulture)).Trim();
        container.ShouldNotBeEmpty("the machine is between two boots");
        var first = Shell.Run("pgrep", "-P", container).Trim();
        first.ShouldNotBeEmpty("the machine is between two boots");
        return first;
    }
}
