using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Text;

namespace JamLab.Inventory.Checks;

/// <summary>Host names over hosts, VMs and ranges; a group named like a host.</summary>
internal static class UniqueNames
{
    public static void Check(Document document, Problems problems)
    {
        var told = new HashSet<HostEntry>();
        foreach (var host in document.Hosts)
        {
            var first = document.ByHostName[host.Name];
            if (!ReferenceEquals(first, host) && told.Add(host.Entry))
                problems.Error(Codes.DuplicateName, host.Entry.Range.Source, $"the name {Show.Value(host.Name)} is used by both {Kind(first)} (line {first.Entry.Range.Source.Line}) and {Kind(host)}", host.Entry.Range.Value.Count + first.Entry.Range.Value.Count > 2 ? "change one of the ranges" : "rename one of them");
        }

        foreach (var group in document.Groups.All.Values)
        {
            if (document.ByHostName.TryGetValue(group.Name.Value, out var host))
                problems.Error(Codes.DuplicateName, group.Name.Source, $"{Show.Value(group.Name.Value)} is both a group and a host (line {host.Entry.Range.Source.Line})", "rename one of them, so that --limit is clear");
        }
    }

    private static string Kind(HostDraft host) => host.Entry.Range.Value.Count > 1 ? host.Entry.Shown : host.Entry.IsVirtual ? "a VM" : "a physical host";
}
