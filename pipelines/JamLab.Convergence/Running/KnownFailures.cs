namespace JamLab.Convergence.Running;

/// <summary>What to do about failures that hosts have in common, told by what their tools say.</summary>
internal static class KnownFailures
{
    private static readonly (string Said, string WayOut)[] Known =
    [
        ("No space left on device", "the host's disk is full: make room (df -h, journalctl --vacuum-size=50M, apt-get clean), then run again"),
        ("Read-only file system", "the host's file system is read-only, often after disk errors: look at dmesg, repair it, then run again"),
        ("Could not get lock", "another program installs packages (unattended-upgrades?): wait until it is done, then run again"),
        ("is not valid yet", "the host's clock is wrong: set it (date -s), then run again"),
        ("Temporary failure resolving", "the host cannot resolve names: look at its /etc/resolv.conf and the network's dns in the inventory"),
        ("Could not resolve", "the host cannot resolve names: look at its /etc/resolv.conf and the network's dns in the inventory"),
        ("remove is disabled", "another package of the host is in the way: declare it absent in front of this one, then run again"),
        ("is currently used by process", "stop what the user runs on the host (ps -u), then run again"),
        ("Unable to locate package", "no package source of the host has it: check the name, or add a package repository"),
    ];

    public static string WayOut(string said)
    {
        foreach (var (words, wayOut) in Known)
        {
            if (said.Contains(words, StringComparison.OrdinalIgnoreCase))
                return wayOut;
        }

        return "set right what it says, then run again: only what is missing is done";
    }
}
