using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using JamLab.Inventory.Parameters;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;

namespace JamLab.Inventory.Building;

/// <summary>One entry under hosts or vms, a range included, with its layers: defaults, then groups (parents first), then itself.</summary>
internal sealed class HostEntry
{
    private readonly List<Section> _layers = [];

    public HostEntry(Document document, Sourced<HostRange> range, Section section, bool isVirtual)
    {
        Document = document;
        Range = range;
        Section = section;
        IsVirtual = isVirtual;
        var defaults = isVirtual ? document.Defaults : null;
        Named = [.. defaults?.List(F.Groups) ?? [], .. section.List(F.Groups)];
        Groups = document.Groups.Resolve(Named);
        if (defaults is not null)
            _layers.Add(defaults);
        foreach (var group in Groups)
            _layers.Add(document.Groups.SectionOf(group.Value));
        _layers.Add(section);
    }

    public Document Document { get; }

    public Sourced<HostRange> Range { get; }

    public Section Section { get; }

    public bool IsVirtual { get; }

    /// <summary>The groups as written, known or not.</summary>
    public IReadOnlyList<Sourced<string>> Named { get; }

    /// <summary>All groups it belongs to, parents included.</summary>
    public IReadOnlyList<Sourced<string>> Groups { get; }

    public string Shown => Show.Value(Range.Value.Written);

    public bool Mentions(Key key) => _layers.Exists(layer => layer.Mentions(key));

    /// <summary>What the nearest layer says.</summary>
    public Sourced<T>? Get<T>(Key<T> key)
    {
        for (var i = _layers.Count - 1; i >= 0; i--)
        {
            if (_layers[i].Get(key) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>What all layers say together, each once, the farthest first.</summary>
    public IReadOnlyList<Sourced<string>> Union(Key<IReadOnlyList<Sourced<string>>> key)
    {
        List<Sourced<string>>? all = null;
        foreach (var layer in _layers)
        {
            foreach (var one in layer.List(key))
            {
                all ??= [];
                if (!all.Exists(other => other.Value == one.Value))
                    all.Add(one);
            }
        }

        return all ?? (IReadOnlyList<Sourced<string>>)[];
    }

    /// <summary>Parameters by role, what the nearest layer says for each; the lab itself is the farthest layer.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, Sourced<object>>> Parameters()
    {
        OrderedDictionary<string, List<Section>>? byRole = null;
        if (Document.Lab is { } lab)
            Gather(lab);
        foreach (var layer in _layers)
            Gather(layer);
        return byRole?.ToDictionary(one => one.Key, one => (IReadOnlyDictionary<string, Sourced<object>>)ParameterShape.Values(Document.Roles[one.Key], one.Value), StringComparer.Ordinal)
            ?? Host.NoParameters;

        void Gather(Section layer)
        {
            foreach (var (role, section) in layer.List(F.Parameters))
            {
                byRole ??= new OrderedDictionary<string, List<Section>>(StringComparer.Ordinal);
                if (!byRole.TryGetValue(role.Value, out var sections))
                    byRole.Add(role.Value, sections = []);
                sections.Add(section);
            }
        }
    }

    /// <summary>Root first; a disk of the same name in a nearer layer replaces the farther one.</summary>
    public IReadOnlyList<Disk> Disks()
    {
        var disks = new OrderedDictionary<string, Disk>(StringComparer.Ordinal);
        foreach (var layer in _layers)
        {
            if (layer.Get(F.Disk) is { } root)
                disks["root"] = new Disk("root", root, disks.TryGetValue("root", out var before) ? before.Storage : null);
            foreach (var (name, section) in layer.List(F.Disks))
            {
                if (section.Get(F.DiskSize) is { } size)
                    disks[name.Value] = new Disk(name.Value, size, section.Get(F.DiskStorage));
            }
        }

        return [.. disks.Values.OrderBy(disk => disk.Name != "root")];
    }
}
