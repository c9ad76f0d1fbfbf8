using JamLab.Inventory;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Haproxy;

/// <summary>Parameters of the role haproxy.</summary>
public sealed class HaproxySettings
{
    [Parameter("Services of Consul that get a name of their own: DNS name (one without a dot is completed by the lab's domain) and the service's name there.", Example = "whoami: whoami")]
    public Dictionary<string, string> ConsulServices { get; set; } = [];

    [Parameter("Services of the inventory whose port speaks TLS itself; their certificates are not checked.", Example = "[portainer]")]
    public IReadOnlyList<string> TlsServices { get; set; } = [];

    [Parameter("Networks besides the lab's own from where services are reached that are not exposed to everybody, such as a VPN's.", Example = "[10.8.0.0/24]", Also = ["allowed_networks", "trusted_networks"])]
    public IReadOnlyList<Cidr> InternalNetworks { get; set; } = [];

    [Parameter("How many instances of a service are used at most that Consul tells, but always twice as many as the inventory wants.", Least = 1, Most = 1000)]
    public int InstancesAtMost { get; set; } = 10;

    [Parameter("A certificate of your own in PEM, with those that signed it behind it; shown for the names in it, the lab's own for the others. Needs key.")]
    public string? Certificate { get; set; }

    [Parameter("The key of certificate in PEM.")]
    public Secret? Key { get; set; }

    [Parameter("Connections at the same time.", Least = 10)]
    public int MaxConnections { get; set; } = 4000;

    [Parameter("How long a server may take to answer, and a client to send.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    [Parameter("Port of the figures for Prometheus, at /metrics.", Least = 1, Most = 65535)]
    public int MetricsPort { get; set; } = 8405;

    [Parameter("Port of the statistics pages, reached from the host itself only.", Least = 1, Most = 65535)]
    public int StatisticsPort { get; set; } = 8404;
}
