using System.Net;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Dns;

/// <summary>Who answers for names, and for which.</summary>
internal static class LabDns
{
    // Of the network that a machine on this computer has besides the lab's: QEMU's and slirp4netns' are the same there.
    private static readonly IPAddress UserNetwork = IPAddress.Parse("10.0.2.3");

    /// <summary>The lab's own name servers as the host reaches them: at an address in a network that both are in, if there is one.</summary>
    public static IReadOnlyList<IPAddress> Servers(RoleContext context)
    {
        var networks = context.Host.Nics.Select(nic => nic.Network.Value).ToHashSet();
        return [.. context.HostsWith("dns").Select(server => (server.Nics.FirstOrDefault(nic => networks.Contains(nic.Network.Value)) ?? server.Nics[0]).Address.Value)];
    }

    /// <summary>Name servers that the lab does not run itself. A rehearsal has only the one of this computer's user network.</summary>
    public static IReadOnlyList<IPAddress> Outside(RoleContext context)
    {
        if (context.Inventory.Hypervisor.Kind.Value != HypervisorKind.Proxmox)
            return [UserNetwork];
        var own = context.HostsWith("dns").SelectMany(host => host.Nics).Select(nic => nic.Address.Value).ToHashSet();
        var networks = context.Host.Nics.Select(nic => context.Inventory.Lab.Networks[nic.Network.Value]).Distinct().ToList();
        var listed = networks.SelectMany(network => network.Dns).Select(server => server.Value).Where(server => !own.Contains(server)).Distinct().ToList();
        return listed.Count > 0 ? listed : [.. networks.Select(network => network.Gateway?.Value).OfType<IPAddress>().Distinct().DefaultIfEmpty(IPAddress.Parse("9.9.9.9"))];
    }

    /// <summary>The full name, and the short one if it is in the lab's domain.</summary>
    public static IReadOnlyList<string> Names(string name, string domain) =>
        name.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase) ? [name, name[..^(domain.Length + 1)]]
        : name.Contains('.', StringComparison.Ordinal) ? [name]
        : [$"{name}.{domain}", name];
}
