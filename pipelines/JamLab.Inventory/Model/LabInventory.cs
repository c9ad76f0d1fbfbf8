namespace JamLab.Inventory.Model;

/// <summary>What <c>inventory.yml</c> says, once checked; every value remembers its source. Hosts are in the file's order, ranges expanded.</summary>
public sealed record LabInventory(
    string File,
    Lab Lab,
    Hypervisor Hypervisor,
    IReadOnlyList<Host> Hosts,
    IReadOnlyDictionary<string, Group> Groups,
    IReadOnlyDictionary<string, User> Users,
    IReadOnlyDictionary<string, Service> Services,
    IReadOnlyDictionary<string, Capacity> NodeCapacities)
{
    public MachineDefaults Defaults { get; init; } = new(null, null, null, null);

    /// <summary>What GitHub does for the environment.</summary>
    public Ci Ci { get; init; } = new();

    /// <summary>The hosts that the hypervisor makes, in start order, then in the file's order.</summary>
    public IEnumerable<Host> Machines => Hosts.Where(host => host.IsVirtual).OrderBy(host => host.Machine!.StartOrder.Value);

    public Host? Find(string name) => Hosts.FirstOrDefault(host => host.Name.Value == name || host.Fqdn == name);
}

/// <summary>A named set of hosts and what its members inherit.</summary>
public sealed record Group(Sourced<string> Name, IReadOnlyList<string> Hosts, IReadOnlyList<Sourced<string>> Roles, IReadOnlyList<Sourced<string>> Parents);

/// <summary>A person or service account on the hosts; <see cref="Keys"/> are OpenSSH public keys.</summary>
public sealed record User(Sourced<string> Name, IReadOnlyList<Sourced<string>> Keys, bool Sudo, Sourced<string>? Shell, IReadOnlyList<Sourced<string>> Groups, Sourced<Secret>? Password = null);
