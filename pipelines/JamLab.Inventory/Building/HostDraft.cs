using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;

namespace JamLab.Inventory.Building;

/// <summary>One interface of one host; the network is null when the address fits none.</summary>
internal sealed record NicDraft(Sourced<uint> Address, NetworkDraft? Network, Sourced<string>? NetworkName, Sourced<string>? Mac);

/// <summary>One host of an entry: the entry itself, or its index-th name with addresses and ids counted up.</summary>
internal sealed class HostDraft
{
    public HostDraft(HostEntry entry, int index)
    {
        Entry = entry;
        Index = index;
        Name = entry.Range.Value.Name(index);
        VmId = entry.Section.Get(F.VmId) is { } id ? new Sourced<int>(id.Value + index, id.Source) : null;
        var own = entry.Section;
        if (own.Get(F.Address) is { } address)
            Nics.Add(Nic(address, entry.Get(F.Network), own.Get(F.Mac)));
        foreach (var nic in own.Get(F.Nics)?.Value ?? [])
        {
            if (nic.Value.Get(F.NicAddress) is { } nicAddress)
                Nics.Add(Nic(nicAddress, nic.Value.Get(F.NicNetwork), nic.Value.Get(F.Mac)));
        }
    }

    public HostEntry Entry { get; }

    public int Index { get; }

    public string Name { get; }

    public Sourced<int>? VmId { get; }

    public List<NicDraft> Nics { get; } = [];

    private NicDraft Nic(Sourced<System.Net.IPAddress> first, Sourced<string>? network, Sourced<string>? mac)
    {
        var number = unchecked(Cidr.ToNumber(first.Value) + (uint)Index);
        if (mac is { } firstMac && Index > 0 && MacText.TryNumber(firstMac.Value, out var macNumber))
            mac = new Sourced<string>(MacText.FromNumber((macNumber + Index) & 0xffff_ffff_ffff), firstMac.Source);
        return new NicDraft(new Sourced<uint>(number, first.Source), Entry.Document.NetworkOf(number, network?.Value), network, mac);
    }
}
