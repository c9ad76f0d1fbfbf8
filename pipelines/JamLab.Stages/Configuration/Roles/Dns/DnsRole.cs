using System.Net;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory.Parameters;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Dns;

/// <summary>The lab's name server.</summary>
public sealed class DnsRole : Role<DnsSettings>
{
    private const string Configuration = "/etc/dnsmasq.d/jamlab.conf";

    public override string Name => "dns";

    public override string Summary => "dnsmasq: names and addresses of every host and service of the lab, Consul's domain, and a cache for the rest.";

    public override IReadOnlyList<string> After => ["base"];

    protected override IEnumerable<ParameterMistake> Check(DnsSettings parameters) =>
        parameters.Records
            .Where(record => record.Key.StartsWith("*.", StringComparison.Ordinal) && !IPAddress.TryParse(record.Value, out _))
            .Select(record => new ParameterMistake($"records.{record.Key}", $"'{record.Key}' leads to '{record.Value}', and dnsmasq has no aliases for all names of a kind", "give an address"));

    protected override RolePlan Declare(RoleContext context, DnsSettings parameters) =>
        new([
            new Directory("/etc/dnsmasq.d"),
            new File(DnsText.HostsFile, DnsText.Hosts(context, parameters)),
            // Before the package, which starts it at once. With the package's own configuration it would not come up beside systemd-resolved.
            new File(Configuration, DnsText.Configuration(context, parameters)) { Validate = "! command -v dnsmasq >/dev/null || dnsmasq --test -C \"$file\"" },
            new Packages("dnsmasq"),
            new Unit("dnsmasq.service")
            {
                RestartOn = [Configuration],
                ReloadOn = [DnsText.HostsFile],
                DropIns = new Dictionary<string, HostText> { ["jamlab"] = "[Service]\nRestart=on-failure\nRestartSec=2\n" },
            },
        ])
        {
            Rolling = new Rolling(Name, 1, DnsQuestion.Gate(context.HostsWith(Name).First().Fqdn), TimeSpan.FromSeconds(30)),
        };
}
