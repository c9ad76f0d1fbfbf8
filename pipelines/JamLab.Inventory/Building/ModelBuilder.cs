using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using F = JamLab.Inventory.Format.InventoryFormat;

namespace JamLab.Inventory.Building;

/// <summary>Makes the model from a document in which no error was found.</summary>
internal static class ModelBuilder
{
    public static LabInventory Build(Document document, string file)
    {
        var lab = BuildLab(document);
        var macs = new DerivedMac(lab.Name.Value, document.Hosts.SelectMany(host => host.Nics).Select(nic => nic.Mac?.Value).OfType<string>());
        var onlyNode = document.OnlyNode;
        var shared = document.Entries.ToDictionary(entry => entry, entry => new Shared(entry, onlyNode));
        var hosts = document.Hosts.ConvertAll(host => BuildHost(host, shared[host.Entry], lab.Domain.Value, macs));

        var members = hosts.SelectMany(host => host.Groups, (host, group) => (Group: group.Value, Host: host.Name.Value)).ToLookup(one => one.Group, one => one.Host);
        return new LabInventory(
            file,
            lab,
            BuildHypervisor(document.Hypervisor!),
            hosts,
            document.Groups.All.Values.ToDictionary(one => one.Name.Value, one => new Group(one.Name, [.. members[one.Name.Value]], one.Value.List(F.Roles), one.Value.List(F.Groups))),
            document.Users.Values.ToDictionary(one => one.Name.Value, one => BuildUser(one)),
            document.Services.Values.ToDictionary(one => one.Name.Value, one => ServiceBuilder.Build(one, lab)),
            BuildCapacities(document))
        {
            Defaults = new MachineDefaults(document.Defaults?.Get(F.Template), document.Defaults?.Get(F.Cores), document.Defaults?.Get(F.Memory), document.Defaults?.Get(F.Disk)),
            Ci = CiBuilder.Build(document.File.Get(F.Ci)?.Value),
        };
    }

    private static Lab BuildLab(Document document)
    {
        var section = document.Lab!;
        var networks = new OrderedDictionary<string, Network>(StringComparer.Ordinal);
        foreach (var one in document.Networks)
            networks.Add(one.Name.Value, new Network(one.Name, one.Cidr, one.Gateway, one.Section.List(F.Dns), one.Section.Get(F.Vlan), one.Section.Get(F.Bridge)));
        return new Lab(section.Get(F.LabName)!.Value, section.Get(F.Domain)!.Value, section.Get(F.TimeZone) ?? new Sourced<string>("Etc/UTC", section.Place), networks) { Runtime = section.Get(ServiceFormat.LabRuntime)?.Value ?? ServiceRuntime.Systemd };
    }

    private static Hypervisor BuildHypervisor(Section section) =>
        new(section.Get(F.HypervisorKind)!.Value, section.Get(F.Endpoint), section.Get(F.Storage), section.Get(F.Token)?.Value);

    private static Host BuildHost(HostDraft host, Shared shared, string domain, DerivedMac macs)
    {
        var place = host.Entry.Range.Source;
        var nics = host.Nics.ConvertAll(nic => new Nic(
            nic.NetworkName ?? new Sourced<string>(nic.Network!.Name.Value, nic.Address.Source),
            new Sourced<System.Net.IPAddress>(Cidr.ToAddress(nic.Address.Value), nic.Address.Source),
            nic.Network!.Cidr.Value.PrefixLength,
            nic.Mac ?? new Sourced<string>(macs.For(host.Name, nic.Network.Name.Value), place)));
        var machine = shared.Machine is { } common ? common with { VmId = host.VmId } : null;
        return new Host(new Sourced<string>(host.Name, place), $"{host.Name}.{domain}", shared.Physical, nics, host.Entry.Groups, shared.Roles, shared.Users, machine, shared.Server) { Parameters = shared.Parameters };
    }

    private static User BuildUser(Named<string, Section> one) => new(one.Name, one.Value.List(F.Keys), one.Value.Get(F.Sudo)?.Value ?? false,
        one.Value.Get(F.Shell), one.Value.List(F.UnixGroups), one.Value.Get(F.Password));

    private static Dictionary<string, Capacity> BuildCapacities(Document document)
    {
        var capacities = new Dictionary<string, Capacity>(StringComparer.Ordinal);
        foreach (var node in document.Nodes)
        {
            if (node.Section.Get(F.Capacity)?.Value is not { } capacity)
                continue;
            foreach (var name in node.Range.Value.Names)
                capacities.Add(name, new Capacity(capacity.Get(F.CapacityCores), capacity.Get(F.CapacityMemory), capacity.Get(F.CapacityDisk)));
        }

        return capacities;
    }

    /// <summary>What all hosts of one entry have in common, made once.</summary>
    private sealed class Shared(HostEntry entry, Sourced<string>? onlyNode)
    {
        public IReadOnlyList<Sourced<string>> Roles { get; } = entry.Union(F.Roles);

        public IReadOnlyList<Sourced<string>> Users { get; } = entry.Union(F.Users);

        public IReadOnlyDictionary<string, IReadOnlyDictionary<string, Sourced<object>>> Parameters { get; } = entry.Parameters();

        public bool Server { get; } = entry.Get(F.Server)?.Value ?? false;

        public PhysicalKind? Physical { get; } = entry.Section.Get(F.PhysicalKind)?.Value;

        public Machine? Machine { get; } = !entry.IsVirtual ? null : new Machine(
            entry.Get(F.Template)!.Value,
            entry.Get(F.Cores)!.Value,
            entry.Get(F.Memory)!.Value,
            entry.Disks(),
            entry.Get(F.Node) ?? onlyNode,
            null,
            entry.Get(F.StartOrder) ?? new Sourced<int>(0, entry.Range.Source),
            entry.Union(F.After),
            entry.Get(F.ReadyWithin));
    }
}
