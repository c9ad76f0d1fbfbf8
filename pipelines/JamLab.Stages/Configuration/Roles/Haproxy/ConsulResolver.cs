using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Roles.Consul;

namespace JamLab.Stages.Configuration.Roles.Haproxy;

/// <summary>
/// How HAProxy follows Consul by its DNS. A service's instances are asked for every second. A new one is used at once; one that an answer lacks is let go two and a half seconds later
/// ("obsolete"): one that takes its place on the same host, at another port, needs a second question for its address. An answer that the service does not exist ("nx") means that no
/// instance is healthy, which its checks tell sooner; ten seconds let an agent that has just started, or whose rights are not there yet, change its mind. No answer, or an error, says
/// nothing about instances, only about Consul: what was known last stays for a day, and checks alone decide. (docs/decisions/0013-routes-follow-consul.md has what was measured.)
/// </summary>
internal static class ConsulResolver
{
    public static string Text(Host host, ConsulCluster consul)
    {
        // The agent on the host itself knows nearer servers, and the servers answer while it restarts; the first answer counts.
        var servers = consul.Servers.Where(server => server.Name.Value != host.Name.Value).Select(server => (Name: server.Name.Value, Address: server.Address.ToString()));
        if (host.Roles.Any(role => role.Value == ConsulCluster.Role))
            servers = servers.Prepend(("local", "127.0.0.1"));
        return $"""

            resolvers consul
            {string.Join('\n', servers.Select(server => $"    nameserver {server.Name} {server.Address}:{ConsulCluster.DnsPort}"))}
                accepted_payload_size 8192
                resolve_retries 3
                timeout resolve 1s
                timeout retry 1s
                hold valid 1s
                hold obsolete 2500ms
                hold nx 10s
                hold timeout 1d
                hold refused 1d
                hold other 1d

            """;
    }
}
