using System.Net;

namespace JamLab.Inventory.Model;

/// <summary>What holds for the whole environment; <see cref="Domain"/> completes every host's name.</summary>
public sealed record Lab(
    Sourced<string> Name,
    Sourced<string> Domain,
    Sourced<string> TimeZone,
    IReadOnlyDictionary<string, Network> Networks)
{
    /// <summary>Who runs services that do not say it themselves.</summary>
    public ServiceRuntime Runtime { get; init; }
}

/// <summary>One layer-2 network; the first one of the lab is the default for hosts that name none.</summary>
public sealed record Network(
    Sourced<string> Name,
    Sourced<Cidr> Cidr,
    Sourced<IPAddress>? Gateway,
    IReadOnlyList<Sourced<IPAddress>> Dns,
    Sourced<int>? Vlan,
    Sourced<string>? Bridge);

/// <summary>Defaults of the <c>hypervisor:</c> section; for Proxmox the storage and API endpoint, unused elsewhere.</summary>
public sealed record Hypervisor(
    Sourced<HypervisorKind> Kind,
    Sourced<string>? Endpoint,
    Sourced<string>? Storage,
    Secret? Token = null);
