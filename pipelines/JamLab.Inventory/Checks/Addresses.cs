using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;

namespace JamLab.Inventory.Checks;

/// <summary>Every host's addresses: inside their network, nobody else's, usable. One message for a whole range.</summary>
internal static class Addresses
{
    public static void Check(Document document, Problems problems)
    {
        var owners = new Dictionary<uint, HostDraft>();
        var told = new HashSet<SourceSpan>();
        foreach (var host in document.Hosts)
        {
            foreach (var nic in host.Nics)
                CheckOne(document, host, nic, owners, (code, message, help) =>
                {
                    if (told.Add(nic.Address.Source))
                        problems.Error(code, nic.Address.Source, message, help);
                });
        }
    }

    private static void CheckOne(Document document, HostDraft host, NicDraft nic, Dictionary<uint, HostDraft> owners, Action<string, string, string> tell)
    {
        var address = Cidr.ToAddress(nic.Address.Value);
        if (!owners.TryAdd(nic.Address.Value, host))
        {
            var other = owners[nic.Address.Value];
            tell(Codes.DuplicateAddress, $"address {address} is used by both '{other.Name}' (line {other.Nics.First(one => one.Address.Value == nic.Address.Value).Address.Source.Line}) and '{host.Name}'{Counted(host)}", "give one of them another address");
            return;
        }

        var who = host.Entry.Range.Value.Count > 1 ? $"{address}, which is {host.Name}'s," : $"{address}";
        if (nic.Network is not { } network)
            TellOutside(document, nic, who, host, tell);
        else if (!network.Cidr.Value.Contains(address))
            tell(Codes.OutsideNetwork, $"address {who} is outside network '{network.Name.Value}' ({network.Cidr.Value}, line {network.Cidr.Source.Line})", document.NetworkOf(nic.Address.Value, null) is { } right ? $"it is in network {right.Name.Value}" : Room(network, host));
        else if (address.Equals(network.Cidr.Value.Address) || address.Equals(network.Cidr.Value.Broadcast))
            tell(Codes.ReservedAddress, $"address {who} is the {(address.Equals(network.Cidr.Value.Address) ? "network" : "broadcast")} address of {network.Cidr.Value} (line {network.Cidr.Source.Line})", Room(network, host));
        else if (network.Gateway is { } gateway && gateway.Value.Equals(address) && host.Entry.Section.Get(F.PhysicalKind)?.Value != PhysicalKind.Other)
            tell(Codes.GatewayAddress, $"address {who} is the gateway of '{network.Name.Value}' (line {gateway.Source.Line})", "give it another address; a router itself is a physical host of kind other");
    }

    internal static string Counted(HostDraft host) => host.Index > 0 ? $", counted up from {host.Entry.Range.Value.Name(0)}" : "";

    private static void TellOutside(Document document, NicDraft nic, string who, HostDraft host, Action<string, string, string> tell)
    {
        // Without readable networks, or under an unknown name, the mistake has been told there.
        var listed = document.Lab?.List(F.Networks) ?? [];
        if (nic.NetworkName is not null || document.Networks.Count == 0 || listed.Count != document.Networks.Count)
            return;
        tell(Codes.OutsideNetwork, $"address {who} is in no network of the lab: {string.Join(", ", document.Networks.Take(4).Select(one => $"{one.Cidr.Value} (line {one.Cidr.Source.Line})"))}", document.Networks.Count == 1 ? Room(document.Networks[0], host) : "use an address of one of them, or add the network to lab.networks");
    }

    private static string Room(NetworkDraft network, HostDraft host)
    {
        var first = Cidr.ToNumber(network.Cidr.Value.Address) + 1;
        var last = Cidr.ToNumber(network.Cidr.Value.Broadcast) - 1;
        return $"its hosts are {Cidr.ToAddress(first)} to {Cidr.ToAddress(last)}{(host.Index > 0 ? "; start the range lower, or make it shorter" : "")}";
    }
}
