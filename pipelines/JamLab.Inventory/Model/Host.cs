using System.Net;

namespace JamLab.Inventory.Model;

/// <summary>
/// A machine of the lab with groups and defaults already applied: physical (<see cref="Physical"/> says what it is), or made by the hypervisor
/// (<see cref="Machine"/> says how). Both only in a rehearsal, which makes physical hosts too.
/// <see cref="Server"/> tells whether its consul, nomad and vault are servers, which vote, or clients.
/// </summary>
public sealed record Host(
    Sourced<string> Name,
    string Fqdn,
    PhysicalKind? Physical,
    IReadOnlyList<Nic> Nics,
    IReadOnlyList<Sourced<string>> Groups,
    IReadOnlyList<Sourced<string>> Roles,
    IReadOnlyList<Sourced<string>> Users,
    Machine? Machine,
    bool Server = false)
{
    internal static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, Sourced<object>>> NoParameters =
        new Dictionary<string, IReadOnlyDictionary<string, Sourced<object>>>();

    /// <summary>What lab, defaults, groups and host set of each role's parameters, checked: role, parameter, value (<see cref="Parameters.ParameterKind"/> tells the types).</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, Sourced<object>>> Parameters { get; init; } = NoParameters;

    /// <summary>The address that others know the host by: its first interface's.</summary>
    public IPAddress Address => Nics[0].Address.Value;

    public bool IsVirtual => Machine is not null;
}

/// <summary>What a physical host is; only a hypervisor node has capacity that VMs are promised from.</summary>
public enum PhysicalKind
{
    Node,
    RaspberryPi,
    Nas,
    Other,
}

/// <summary>One network interface; <see cref="Mac"/> is given or derived from the host's and the network's name, always locally administered then.</summary>
public sealed record Nic(Sourced<string> Network, Sourced<IPAddress> Address, int PrefixLength, Sourced<string> Mac);

/// <summary>What the hypervisor is asked for.</summary>
public sealed record Machine(
    Sourced<string> Template,
    Sourced<int> Cores,
    Sourced<ByteSize> Memory,
    IReadOnlyList<Disk> Disks,
    Sourced<string>? Node,
    Sourced<int>? VmId,
    Sourced<int> StartOrder,
    IReadOnlyList<Sourced<string>> After,
    Sourced<TimeSpan>? ReadyWithin = null);

/// <summary>One disk; the first, named <c>root</c>, is an overlay on the template and grows to <see cref="Size"/> on first boot.</summary>
public sealed record Disk(string Name, Sourced<ByteSize> Size, Sourced<string>? Storage);

/// <summary>What a hypervisor node can give, for the warning when VMs are promised more.</summary>
public sealed record Capacity(Sourced<int>? Cores, Sourced<ByteSize>? Memory, Sourced<ByteSize>? Disk);
