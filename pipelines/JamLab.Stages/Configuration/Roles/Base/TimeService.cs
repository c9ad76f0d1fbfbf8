using JamLab.Convergence;
using JamLab.Convergence.Resources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>The clock. In a container nothing of it starts: the time is the computer's.</summary>
internal static class TimeService
{
    public static IEnumerable<string> Packages(BaseSettings parameters) => parameters.TimeService switch
    {
        "timesyncd" => ["systemd-timesyncd"],
        "chrony" => ["chrony"],
        _ => [],
    };

    public static IEnumerable<Resource> Resources(BaseSettings parameters) => parameters.TimeService switch
    {
        "timesyncd" => Timesyncd(parameters.TimeServers),
        "chrony" => Chrony(parameters.TimeServers),
        _ => [],
    };

    private static IEnumerable<Resource> Timesyncd(IReadOnlyList<string> servers)
    {
        const string file = "/etc/systemd/timesyncd.conf.d/jamlab.conf";
        if (servers.Count > 0)
        {
            yield return new Directory("/etc/systemd/timesyncd.conf.d");
            yield return new File(file, $"[Time]\nNTP={string.Join(' ', servers)}\n");
        }
        else
        {
            yield return new Absent(file);
        }

        yield return new Unit("systemd-timesyncd.service") { RestartOn = [file] };
    }

    private static IEnumerable<Resource> Chrony(IReadOnlyList<string> servers)
    {
        const string file = "/etc/chrony/sources.d/jamlab.sources";
        yield return servers.Count > 0
            ? new File(file, string.Concat(servers.Select(server => $"server {server} iburst prefer\n")))
            : new Absent(file);
        yield return new Unit("chrony.service") { RestartOn = [file] };
    }
}
