using System.Net;
using System.Text;
using JamLab.Inventory.Model;
using JamLab.Stages.Services;

namespace JamLab.Stages.Configuration.Roles.Dns;

/// <summary>dnsmasq's files. The names are in one of their own, so that a new host means to read it again and not to restart.</summary>
internal static class DnsText
{
    public const string HostsFile = "/etc/dnsmasq.hosts";

    // Consul's own, on its servers.
    private const int ConsulPort = 8600;

    public static string Configuration(RoleContext context, DnsSettings parameters)
    {
        var domain = context.Inventory.Lab.Domain.Value;
        // dnsmasq never asks itself: what /etc/resolv.conf says is not read, and of the servers below none is the lab's.
        var text = new StringBuilder($"""
            # Written by JamLab from the inventory (role dns).
            bind-dynamic
            listen-address=127.0.0.1
            {string.Concat(context.Host.Nics.Select(nic => $"listen-address={nic.Address}\n"))}no-resolv
            no-poll
            no-hosts
            addn-hosts={HostsFile}
            domain={domain}
            domain-needed
            bogus-priv
            cache-size={parameters.CacheSize}

            """);
        if (!parameters.ForwardOwnDomain)
            text.Append($"local=/{domain}/\n");
        foreach (var consul in context.HostsWith("consul").Where(host => host.Server))
            text.Append($"server=/consul/{consul.Address}#{ConsulPort}\n");
        foreach (var (other, server) in parameters.Forward)
            text.Append($"server=/{other}/{server}\n");
        foreach (var server in Upstreams(context, parameters))
            text.Append($"server={server}\n");
        foreach (var (name, target) in parameters.Records.Where(record => !IsPlain(record)))
        {
            text.Append(IsWildcard(name)
                ? $"address=/{LabDns.Names(name[2..], domain)[0]}/{target}\n"
                : $"cname={LabDns.Names(name, domain)[0]},{LabDns.Names(target, domain)[0]}\n");
        }

        // What stands for many names cannot be in a file of hosts.
        foreach (var (name, addresses) in ServiceNames(context).Where(one => IsWildcard(one.Name)))
        {
            foreach (var address in addresses)
                text.Append($"address=/{LabDns.Names(name[2..], domain)[0]}/{address}\n");
        }

        foreach (var option in parameters.Options)
            text.Append(option).Append('\n');
        return text.ToString();
    }

    /// <summary>Hosts come first: the first name of an address is the one that a reverse look-up gets.</summary>
    public static string Hosts(RoleContext context, DnsSettings parameters)
    {
        var domain = context.Inventory.Lab.Domain.Value;
        var text = new StringBuilder("# Written by JamLab from the inventory (role dns).\n");
        foreach (var host in context.Inventory.Hosts)
        {
            text.Append($"{host.Address} {host.Fqdn} {host.Name}\n");
            foreach (var nic in host.Nics.Skip(1))
                text.Append($"{nic.Address} {host.Name}.{nic.Network}.{domain}\n");
        }

        foreach (var (name, addresses) in ServiceNames(context).Where(one => !IsWildcard(one.Name)))
            Append(text, addresses, name, domain);

        foreach (var (name, target) in parameters.Records.Where(IsPlain))
            Append(text, [IPAddress.Parse(target)], name, domain);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<IPAddress> addresses, string name, string domain)
    {
        foreach (var address in addresses)
            text.Append($"{address} {string.Join(' ', LabDns.Names(name, domain))}\n");
    }

    private static bool IsPlain(KeyValuePair<string, string> record) => IPAddress.TryParse(record.Value, out _) && !IsWildcard(record.Key);

    private static bool IsWildcard(string name) => name.StartsWith("*.", StringComparison.Ordinal);

    private static IReadOnlyList<IPAddress> Upstreams(RoleContext context, DnsSettings parameters) =>
        parameters.Upstreams.Count > 0 && context.Inventory.Hypervisor.Kind.Value == HypervisorKind.Proxmox ? parameters.Upstreams : LabDns.Outside(context);

    // A host's name is the host's: mixed answers would lead half of everybody astray.
    private static IEnumerable<(string Name, List<IPAddress> Addresses)> ServiceNames(RoleContext context) =>
        from service in context.Inventory.Services.Values
        where service.Exposure != Exposure.None
        from name in service.HostNames
        where !LabDns.Names(name, context.Inventory.Lab.Domain).Any(full => context.Inventory.Find(full) is not null)
        select (name.Value, Entrances(context, service));

    // Where people come in: the proxies, or the hosts that run the service in a lab without one.
    private static List<IPAddress> Entrances(RoleContext context, Service service)
    {
        var proxies = context.HostsWith("haproxy").Select(host => host.Address).ToList();
        return proxies.Count > 0 ? proxies : [.. Placement.Of(service, context.Inventory).Select(host => host.Address)];
    }
}
