using System.Net;
using JamLab.Inventory;

namespace JamLab.Stages.Services.Systemd;

/// <summary>What an instance knows of its host.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Address">Where proxies and checks reach instances.</param>
/// <param name="ConsulToken">What the service is registered with; null on a host that is no member of Consul.</param>
internal sealed record Site(string Host, IPAddress Address, Secret? ConsulToken)
{
    /// <summary>Whether the host is a container itself, in which no container may have a control group of its own.</summary>
    public bool IsContainer { get; init; }

    public bool HasConsul => ConsulToken is not null;
}
