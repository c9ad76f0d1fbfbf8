using System.Net;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;

namespace JamLab.Inventory.Building;

/// <summary>A network as far as it could be read.</summary>
internal sealed record NetworkDraft(Sourced<string> Name, Section Section, Sourced<Cidr> Cidr, Sourced<IPAddress>? Gateway);

/// <summary>What the file said, with names resolved as far as they lead somewhere. Checks and the model are made from it.</summary>
internal sealed class Document
{
    public Document(Section file, IReadOnlySet<string> brokenNames, IReadOnlyDictionary<string, RecordShape> roles)
    {
        Roles = roles;
        File = file;
        BrokenNames = brokenNames;
        Lab = file.Get(F.Lab)?.Value;
        Hypervisor = file.Get(F.Hypervisor)?.Value;
        Defaults = file.Get(F.Defaults)?.Value;
        Users = ByName(file.List(F.AllUsers));
        Groups = new GroupTree(ByName(file.List(F.AllGroups)));
        Services = ByName(file.List(F.Services));
        foreach (var (name, section) in Lab?.List(F.Networks) ?? [])
        {
            if (section.Get(F.Cidr) is { } cidr)
                Networks.Add(new NetworkDraft(name, section, cidr, section.Get(F.Gateway)));
        }

        foreach (var (name, section) in file.List(F.PhysicalHosts))
            Entries.Add(new HostEntry(this, name, section, isVirtual: false));
        foreach (var (name, section) in file.List(F.Vms))
            Entries.Add(new HostEntry(this, name, section, isVirtual: true));
        Nodes = [.. Entries.Where(entry => entry.Section.Get(F.PhysicalKind)?.Value == PhysicalKind.Node)];
        foreach (var entry in Entries)
        {
            for (var i = 0; i < entry.Range.Value.Count; i++)
                Hosts.Add(new HostDraft(entry, i));
        }

        foreach (var host in Hosts)
            ByHostName.TryAdd(host.Name, host);
    }

    public Section File { get; }

    /// <summary>What parameters may say, by role.</summary>
    public IReadOnlyDictionary<string, RecordShape> Roles { get; }

    public Section? Lab { get; }

    public Section? Hypervisor { get; }

    public Section? Defaults { get; }

    public IReadOnlySet<string> BrokenNames { get; }

    public OrderedDictionary<string, Named<string, Section>> Users { get; }

    public OrderedDictionary<string, Named<string, Section>> Services { get; }

    public GroupTree Groups { get; }

    public List<NetworkDraft> Networks { get; } = [];

    public List<HostEntry> Entries { get; } = [];

    public List<HostDraft> Hosts { get; } = [];

    public Dictionary<string, HostDraft> ByHostName { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a section is there but could not be read, so that what it would have said is not missing.</summary>
    public bool IsLost(Key key) => File.PlaceOf(key) is not null && !File.Has(key);

    public IReadOnlyList<HostEntry> Nodes { get; }

    private readonly Dictionary<HostEntry, HashSet<string>> _roles = [];

    /// <summary>Whether a host has a role, from wherever it inherits it.</summary>
    public bool Has(HostDraft host, string role)
    {
        if (!_roles.TryGetValue(host.Entry, out var known))
            _roles.Add(host.Entry, known = host.Entry.Union(F.Roles).Select(one => one.Value).ToHashSet(StringComparer.Ordinal));
        return known.Contains(role);
    }

    /// <summary>The node that a VM lives on without saying so: the only one.</summary>
    public Sourced<string>? OnlyNode => Nodes is [{ Range.Value.Count: 1 } only] ? new Sourced<string>(only.Range.Value.Name(0), only.Range.Source) : null;

    public NetworkDraft? NetworkOf(uint address, string? name) =>
        Networks.FirstOrDefault(network => name is null ? network.Cidr.Value.Contains(Cidr.ToAddress(address)) : network.Name.Value == name);

    private static OrderedDictionary<string, Named<string, Section>> ByName(IEnumerable<Named<string, Section>> entries)
    {
        var byName = new OrderedDictionary<string, Named<string, Section>>(StringComparer.Ordinal);
        foreach (var entry in entries)
            byName.TryAdd(entry.Name.Value, entry);
        return byName;
    }
}
