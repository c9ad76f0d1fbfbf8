using JamLab.Convergence;
using JamLab.Convergence.Resources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>How much the journal keeps.</summary>
internal static class Journal
{
    public static IEnumerable<Resource> Resources(BaseSettings parameters)
    {
        const string file = "/etc/systemd/journald.conf.d/jamlab.conf";
        yield return new Directory("/etc/systemd/journald.conf.d");
        yield return new File(file,
            $"""
            # Written by JamLab from the inventory (role base).
            [Journal]
            SystemMaxUse={parameters.JournalSize.MiB}M
            MaxRetentionSec={(long)parameters.JournalKept.TotalSeconds}

            """);
        yield return new Unit("systemd-journald.service") { Enabled = null, Running = null, RestartOn = [file] };
    }
}
