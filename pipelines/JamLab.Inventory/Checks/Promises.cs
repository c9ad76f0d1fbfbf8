using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;

namespace JamLab.Inventory.Checks;

/// <summary>What VMs are promised against what their node has, and groups that nobody is in. A value that could not be read counts as nothing.</summary>
internal static class Promises
{
    public static void Check(Document document, Problems problems)
    {
        var byNode = document.Entries.Where(entry => entry.IsVirtual)
            .Select(entry => (Entry: entry, Node: (entry.Get(F.Node) ?? document.OnlyNode)?.Value))
            .Where(one => one.Node is not null)
            .ToLookup(one => one.Node!, one => one.Entry, StringComparer.Ordinal);
        foreach (var node in document.Nodes)
        {
            if (node.Section.Get(F.Capacity)?.Value is not { } capacity)
                continue;
            foreach (var name in node.Range.Value.Names)
            {
                var vms = byNode[name].ToList();
                Compare(problems, Codes.MemoryPromised, name, "memory", capacity.Get(F.CapacityMemory), vms, vm => vm.Get(F.Memory)?.Value.Bytes ?? 0);
                Compare(problems, Codes.DiskPromised, name, "disk", capacity.Get(F.CapacityDisk), vms, vm => vm.Disks().Sum(disk => (decimal)disk.Size.Value.Bytes));
                CheckCores(problems, name, capacity.Get(F.CapacityCores), vms);
            }
        }

        CheckGroups(document, problems);
    }

    private static void Compare(Problems problems, string code, string node, string what, Sourced<ByteSize>? capacity, List<HostEntry> vms, Func<HostEntry, decimal> each)
    {
        if (capacity is not { } has)
            return;
        var promised = vms.Sum(vm => each(vm) * vm.Range.Value.Count);
        if (promised > has.Value.Bytes)
            problems.Warning(code, has.Source, $"'{node}' has {has.Value} of {what}, but its {vms.Sum(vm => vm.Range.Value.Count)} VMs are promised {Size(promised)}", $"take {Size(promised - has.Value.Bytes)} from {Show.Names([.. vms.OrderByDescending(vm => each(vm) * vm.Range.Value.Count).Take(3).Select(vm => vm.Range.Value.Written)])}, or move some");
    }

    private static void CheckCores(Problems problems, string node, Sourced<int>? capacity, List<HostEntry> vms)
    {
        foreach (var vm in vms)
        {
            if (capacity is { } has && vm.Get(F.Cores) is { } cores && cores.Value > has.Value)
                problems.Warning(Codes.CoresPromised, cores.Source, $"{vm.Shown} has {cores.Value} cores, but its node '{node}' only {has.Value} (line {has.Source.Line})", $"give it {has.Value} at most");
        }
    }

    private static void CheckGroups(Document document, Problems problems)
    {
        if (problems.Has(Codes.UnknownGroup, Codes.BadRange, Codes.BadName, Codes.WrongType, Codes.UnknownKey, Codes.DuplicateKey, Codes.BadAlias, Codes.MergeKey))
            return;
        var used = document.Entries.SelectMany(entry => entry.Groups).Select(group => group.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var group in document.Groups.All.Values)
        {
            if (!used.Contains(group.Name.Value))
                problems.Warning(Codes.EmptyGroup, group.Name.Source, $"nobody is in the group {Show.Value(group.Name.Value)}", $"add it to a host: groups: [{group.Name.Value}], or delete it");
        }
    }

    private static string Size(decimal bytes) => bytes > long.MaxValue ? "more than 8 EiB" : new ByteSize((long)bytes).ToString();
}
