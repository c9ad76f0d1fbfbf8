using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Checks;

/// <summary>Host names over hosts, VMs and ranges; a group named like a host; DNS names of services.</summary>
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

        CheckServices(document, problems);
    }

    private static string Kind(HostDraft host) => host.Entry.Range.Value.Count > 1 ? host.Entry.Shown : host.Entry.IsVirtual ? "a VM" : "a physical host";

    private static void CheckServices(Document document, Problems problems)
    {
        var domain = document.Lab?.Get(F.Domain)?.Value;
        var names = new Dictionary<string, (string Service, int Line)>(StringComparer.Ordinal);
        foreach (var service in document.Services.Values)
        {
            var where = service.Value.PlaceOf(S.Group) ?? service.Value.PlaceOf(S.Host);
            if (where is null)
                problems.Error(Codes.Missing, service.Name.Source, $"the service {Show.Value(service.Name.Value)} has neither host nor group", "say where it runs: host: <name> or group: <name>");
            else if (service.Value.PlaceOf(S.Group) is not null && service.Value.PlaceOf(S.Host) is { } second)
                problems.Error(Codes.Contradiction, second, $"the service {Show.Value(service.Name.Value)} has both host and group", "keep one of them");

            foreach (var name in service.Value.List(S.HostNames))
            {
                var label = name.Value.Contains('.', StringComparison.Ordinal) || domain is null ? name.Value : $"{name.Value}.{domain}";
                if (!names.TryAdd(label, (service.Name.Value, name.Source.Line)))
                    problems.Error(Codes.DuplicateName, name.Source, $"the DNS name {Show.Value(label)} leads to {Show.Value(names[label].Service)} already (line {names[label].Line})", "a name leads to one service");
                else if (domain is not null && label.EndsWith("." + domain, StringComparison.Ordinal) && document.ByHostName.TryGetValue(label[..^(domain.Length + 1)], out var host)
                    && service.Value.Mentions(S.Host) && service.Value.Get(S.Host)?.Value is { } runsOn && runsOn != host.Name)
                    problems.Error(Codes.DuplicateName, name.Source, $"the DNS name {Show.Value(label)} is that of the host {Show.Value(host.Name)} (line {host.Entry.Range.Source.Line}), but the service runs on {Show.Value(runsOn)}", "give the service another name, or run it there");
            }
        }
    }
}
