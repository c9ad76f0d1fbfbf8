using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;

namespace JamLab.Inventory.Checks;

/// <summary>Networks by themselves: gateways inside, no two overlapping, no VLAN tag twice on one bridge.</summary>
internal static class Networks
{
    public static void Check(Document document, Problems problems)
    {
        if (document.Lab?.Get(F.Networks) is { Value.Count: 0 } none && !problems.Has(Codes.BadName))
            problems.Error(Codes.Missing, none.Source, "the lab has no network", "add one: networks: {lan: {cidr: 192.168.10.0/24}}");
        for (var i = 0; i < document.Networks.Count; i++)
        {
            var network = document.Networks[i];
            CheckGateway(network, problems);
            foreach (var other in document.Networks.Take(i))
            {
                if (network.Cidr.Value.Contains(other.Cidr.Value.Address) || other.Cidr.Value.Contains(network.Cidr.Value.Address))
                    problems.Error(Codes.OverlappingNetworks, network.Cidr.Source, $"{network.Cidr.Value} of {Show.Value(network.Name.Value)} overlaps {other.Cidr.Value} of {Show.Value(other.Name.Value)} (line {other.Cidr.Source.Line})", "an address must tell its network; make one of them smaller, or move it");
            }
        }
    }

    private static void CheckGateway(NetworkDraft network, Problems problems)
    {
        if (network.Gateway is not { } gateway)
            return;
        var cidr = network.Cidr.Value;
        if (!cidr.Contains(gateway.Value))
            problems.Error(Codes.OutsideNetwork, gateway.Source, $"the gateway {gateway.Value} is outside {cidr} (line {network.Cidr.Source.Line})", $"a gateway is an address of its network, often {Cidr.ToAddress(Cidr.ToNumber(cidr.Address) + 1)}");
        else if (gateway.Value.Equals(cidr.Address) || gateway.Value.Equals(cidr.Broadcast))
            problems.Error(Codes.ReservedAddress, gateway.Source, $"the gateway {gateway.Value} is the {(gateway.Value.Equals(cidr.Address) ? "network" : "broadcast")} address of {cidr} (line {network.Cidr.Source.Line})", $"a gateway is a host's address, often {Cidr.ToAddress(Cidr.ToNumber(cidr.Address) + 1)}");
    }
}
