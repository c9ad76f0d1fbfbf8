using JamLab.Convergence;
using JamLab.Convergence.Resources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>The clock. In a container nothing of it starts: the time is the computer's.</summary>
internal static class TimeService
{
    private const string None = "none";

    private static readonly string[] Known = ["systemd-timesyncd", "chrony", "ntpsec"];

    public static IEnumerable<Resource> Resources(RoleContext context, BaseSettings parameters)
    {
        var service = parameters.TimeService ?? (context.Host.Roles.Any(role => role.Value == "proxmox") ? "chrony" : "timesyncd");
        if (service == None)
            return [];
        var package = service == "chrony" ? service : "systemd-timesyncd";
        // Debian's exclude each other, and none goes just because another comes.
        return
        [
            .. Known.Where(other => other != package).Select(other => new Package(other) { Absent = true }),
            new Package(package),
            .. service == "chrony" ? Chrony(parameters.TimeServers) : Timesyncd(parameters.TimeServers),
        ];
    }

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
