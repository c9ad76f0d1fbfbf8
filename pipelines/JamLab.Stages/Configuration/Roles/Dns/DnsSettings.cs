using System.Net;

namespace JamLab.Stages.Configuration.Roles.Dns;

/// <summary>Parameters of the role dns.</summary>
public sealed class DnsSettings
{
    [Parameter("Name servers asked for everything outside; unless given those that the network lists besides the lab's own, else its gateway, else 9.9.9.9. A rehearsal asks this computer's instead.", Example = "[9.9.9.9, 1.1.1.1]", Also = ["forwarders", "servers"])]
    public IReadOnlyList<IPAddress> Upstreams { get; set; } = [];

    [Parameter("Further names: an address, or another name that is an alias of it. Names without a dot are in the lab's domain; *.apps stands for all names below apps.", Example = "{ printer: 192.168.10.9, www: vb0, \"*.apps\": 192.168.10.120 }", Also = ["hosts"])]
    public IReadOnlyDictionary<string, string> Records { get; set; } = new Dictionary<string, string>();

    [Parameter("Domains that another name server answers for.", Example = "{ corp.example: 10.1.1.1 }")]
    public IReadOnlyDictionary<string, IPAddress> Forward { get; set; } = new Dictionary<string, IPAddress>();

    [Parameter("Whether names of the lab's domain that the lab does not have are asked outside; they do not exist otherwise.")]
    public bool ForwardOwnDomain { get; set; }

    [Parameter("How many answers are kept.", Most = 100_000, Also = ["cache"])]
    public int CacheSize { get; set; } = 1000;

    [Parameter("Further lines for dnsmasq.", Example = "[\"log-queries\"]")]
    public IReadOnlyList<string> Options { get; set; } = [];
}
