using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Checks;

/// <summary>Groups in groups, VMs after VMs, services on services: whoever waits for itself, printed from the first in the file.</summary>
internal static class Cycles
{
    public static void Check(Document document, Problems problems)
    {
        Tell(document.Groups.All.Values.Select(one => (one.Name.Value, one.Value.List(F.Groups))), problems, Codes.GroupCycle, "belongs to itself", "delete one of these from groups");
        Tell(document.Services.Values.Select(one => (one.Name.Value, one.Value.List(S.DependsOn))), problems, Codes.ServiceCycle, "depends on itself", "delete one of these from depends_on");

        var after = document.Entries.Where(entry => entry.IsVirtual).ToDictionary(entry => entry, entry => entry.Union(F.After));
        Tell(document.Hosts.Where(host => host.Entry.IsVirtual).Select(host => (host.Name, after[host.Entry])), problems, Codes.HostCycle, "waits for itself", "delete one of these from after");
        foreach (var (entry, names) in after)
        {
            foreach (var name in names)
            {
                if (document.ByHostName.TryGetValue(name.Value, out var other) && Order(other.Entry) is { } theirs && (Order(entry)?.Value ?? 0) < theirs.Value)
                    problems.Warning(Codes.StartOrder, name.Source, $"{entry.Shown} starts with start_order {Order(entry)?.Value ?? 0}, but waits for {Show.Value(name.Value)}, which has {theirs.Value} (line {theirs.Source.Line})", $"give it start_order: {theirs.Value} or more");
            }
        }
    }

    private static Sourced<int>? Order(HostEntry entry) => entry.Get(F.StartOrder);

    private static void Tell(IEnumerable<(string Name, IReadOnlyList<Sourced<string>> Needs)> nodes, Problems problems, string code, string what, string help)
    {
        var edges = new OrderedDictionary<string, IReadOnlyList<Sourced<string>>>(StringComparer.Ordinal);
        foreach (var (name, needs) in nodes)
            edges.TryAdd(name, needs);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in edges.Keys)
        {
            if (Find(start, edges, done) is not { } cycle)
                continue;
            problems.Error(code, cycle[0].Edge, $"{Show.Value(cycle[0].Name)} {what}: {string.Join(" -> ", cycle.Select(one => one.Name).Append(cycle[0].Name))}", help);
        }
    }

    // Depth first without recursion; what was left once cannot be part of another cycle that was not told.
    private static List<(string Name, SourceSpan Edge)>? Find(string start, OrderedDictionary<string, IReadOnlyList<Sourced<string>>> edges, HashSet<string> done)
    {
        if (done.Contains(start))
            return null;
        var path = new List<(string Name, int Next)> { (start, 0) };
        var onPath = new Dictionary<string, int>(StringComparer.Ordinal) { [start] = 0 };
        while (path.Count > 0)
        {
            var (name, next) = path[^1];
            if (next == edges[name].Count)
            {
                done.Add(name);
                onPath.Remove(name);
                path.RemoveAt(path.Count - 1);
                continue;
            }

            path[^1] = (name, next + 1);
            var need = edges[name][next].Value;
            if (onPath.TryGetValue(need, out var from))
            {
                done.UnionWith(path.Select(one => one.Name));
                return [.. path.Skip(from).Select(one => (one.Name, edges[one.Name][one.Next - 1].Source))];
            }

            if (edges.ContainsKey(need) && !done.Contains(need))
            {
                onPath.Add(need, path.Count);
                path.Add((need, 0));
            }
        }

        return null;
    }
}
