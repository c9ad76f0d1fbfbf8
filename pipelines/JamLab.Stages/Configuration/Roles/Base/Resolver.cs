using System.Net;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Stages.Configuration.Roles.Dns;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>
/// Whom the host asks for names. A plain /etc/resolv.conf instead of systemd-resolved's, since the order counts: the lab's servers know names that the next one
/// does not know or, in a domain that exists outside too, knows otherwise; resolved would stay with whichever answered last.
/// </summary>
internal static class Resolver
{
    // What the C library reads; it ignores more.
    private const int Most = 3;

    public static IEnumerable<Resource> Resources(RoleContext context, BaseSettings parameters)
    {
        var servers = Servers(context, parameters);
        if (!parameters.ManageResolver || servers.Count == 0)
            yield break;
        yield return new Command("leave /etc/resolv.conf to the lab", $"[ ! -d {NetworkManager} ] || [ -e {NetworkManager}/90-jamlab.conf ]",
            $"""
            printf '[main]\ndns=none\n' > {NetworkManager}/90-jamlab.conf
            systemctl try-reload-or-restart NetworkManager.service
            """)
        {
            Reason = "NetworkManager would write another one",
        };
        yield return new File("/etc/resolv.conf",
            $"""
            # Written by JamLab from the inventory (role base).
            search {context.Inventory.Lab.Domain}
            {string.Join('\n', servers.Select(server => $"nameserver {server}"))}
            options timeout:1 attempts:2

            """);
    }

    private const string NetworkManager = "/etc/NetworkManager/conf.d";

    // The last one is for the time when none of the lab's is up: a lab from nothing installs its name server over it.
    private static IReadOnlyList<IPAddress> Servers(RoleContext context, BaseSettings parameters)
    {
        if (parameters.Resolvers.Count > 0)
            return [.. parameters.Resolvers.Take(Most)];
        var own = LabDns.Servers(context);
        var fallback = LabDns.Outside(context).Take(Most - Math.Min(own.Count, Most - 1)).ToList();
        return own.Count == 0 ? [] : [.. own.Take(Most - fallback.Count), .. fallback];
    }
}
