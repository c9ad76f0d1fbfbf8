using System.Net;
using JamLab.Inventory;

namespace JamLab.Stages.Services.Systemd;

/// <summary>What an instance knows of its host.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Address">Where proxies and checks reach instances.</param>
/// <param name="ConsulToken">What the service is registered with; null on a host that is no member of Consul.</param>
internal sealed record Site(string Host, IPAddress Address, Secret? ConsulToken)
{
    public bool HasConsul => ConsulToken is not null;
}
