using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using F = JamLab.Inventory.Format.InventoryFormat;

namespace JamLab.Inventory.Building;

/// <summary>Groups and the groups they belong to. A cycle is reported by its check; here it is walked once and left.</summary>
internal sealed class GroupTree(OrderedDictionary<string, Named<string, Section>> groups)
{
    private readonly Dictionary<string, IReadOnlyList<Sourced<string>>> _withParents = new(StringComparer.Ordinal);

    public OrderedDictionary<string, Named<string, Section>> All => groups;

    public Section SectionOf(string name) => groups[name].Value;

    /// <summary>The groups named and all their parents, parents first, each once: the order in which settings are laid over each other.</summary>
    public IReadOnlyList<Sourced<string>> Resolve(IEnumerable<Sourced<string>> named)
    {
        var result = new List<Sourced<string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in named)
        {
            if (!groups.ContainsKey(name.Value))
                continue;
            foreach (var parent in WithParents(name.Value))
            {
                if (seen.Add(parent.Value))
                    result.Add(parent.Value == name.Value ? name : parent);
            }
        }

        return result;
    }

    private IReadOnlyList<Sourced<string>> WithParents(string name)
    {
        if (_withParents.TryGetValue(name, out var known))
            return known;
        var order = new List<Sourced<string>>();
        Visit(groups[name].Name, order, new HashSet<string>(StringComparer.Ordinal));
        return _withParents[name] = order;
    }

    // Depth is limited so that a chain of ten thousand groups cannot exhaust the stack.
    private void Visit(Sourced<string> name, List<Sourced<string>> order, HashSet<string> seen, int depth = 0)
    {
        if (depth > 200 || !seen.Add(name.Value))
            return;
        foreach (var parent in groups[name.Value].Value.List(F.Groups))
        {
            if (groups.ContainsKey(parent.Value))
                Visit(parent, order, seen, depth + 1);
        }

        order.Add(name);
    }
}
