using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;

namespace JamLab.Inventory.Checks;

/// <summary>What a host must have, from wherever it inherits. Hosts that lack the same are told together.</summary>
internal static class Completeness
{
    public static void Check(Document document, Problems problems)
    {
        foreach (var entry in document.Entries)
            CheckOwn(entry, problems);

        if (document.IsLost(F.Defaults) || document.IsLost(F.AllGroups))
            return;
        // A group that could not be found may have brought the value.
        var vms = document.Entries.Where(entry => entry.IsVirtual && entry.Named.All(group => document.Groups.All.ContainsKey(group.Value))).ToList();
        Told(vms, problems, F.Template, F.Template);
        Told(vms, problems, F.Cores, F.Cores);
        Told(vms, problems, F.Memory, F.Memory);
        Told([.. vms.Where(vm => !vm.Mentions(F.Disk) && (!vm.Mentions(F.Disks) || vm.Disks().All(disk => disk.Name != "root") && vm.Get(F.Disks) is not null))], problems, F.Disk, F.Disk);
        if (document.Hypervisor?.Get(F.HypervisorKind)?.Value == HypervisorKind.Proxmox && document.OnlyNode is null && document.Nodes.Count > 0)
            Told(vms, problems, F.Node, F.Node);
    }

    private static void CheckOwn(HostEntry entry, Problems problems)
    {
        var section = entry.Section;
        if (!section.Mentions(F.Address) && !section.Mentions(F.Nics))
            problems.Error(Codes.Missing, entry.Range.Source, $"{entry.Shown} has no address", entry.Range.Value.Count > 1 ? "add address: the first host's, from which the others count up" : "add address, or nics for several interfaces");
        if (section.PlaceOf(F.Nics) is { } nics && section.PlaceOf(F.Address) is { } address)
            problems.Error(Codes.Contradiction, nics.Line > address.Line ? nics : address, $"{entry.Shown} has both address and nics", "make the address the first of nics");
        if (section.Get(F.Nics) is { Value.Count: 0 } none)
            problems.Error(Codes.Missing, none.Source, $"{entry.Shown} has no network interface", "add one: nics: [{address: …}]");
        if (section.PlaceOf(F.Nics) is not null && section.PlaceOf(F.Mac) is { } mac)
            problems.Error(Codes.Contradiction, mac, $"{entry.Shown} has both mac and nics", "move mac into the interface that it belongs to");
        if (section.Get(F.Disk) is not null && section.List(F.Disks).FirstOrDefault(disk => disk.Name.Value == "root") is { } root)
            problems.Error(Codes.Contradiction, root.Name.Source, $"{entry.Shown} has both disk and disks.root", "keep one of them");
        if (section.PlaceOf(F.Capacity) is { } capacity && section.Get(F.PhysicalKind) is { Value: not PhysicalKind.Node } kind)
            problems.Error(Codes.Contradiction, capacity, $"{entry.Shown} has a capacity, but only hosts of kind node give room to VMs (line {kind.Source.Line})", "delete capacity, or make it kind: node");
    }

    private static void Told(IReadOnlyCollection<HostEntry> vms, Problems problems, Key key, Key shown)
    {
        var without = vms.Where(vm => !vm.Mentions(key)).ToList();
        if (without.Count == 0)
            return;
        var names = Show.Names([.. without.Select(vm => vm.Range.Value.Written)]);
        problems.Error(Codes.Missing, without[0].Range.Source, $"{names} {(without.Count == 1 ? "has" : "have")} no {shown.Name}", $"set {shown.Name} there, in a group, or for all in defaults");
    }
}
