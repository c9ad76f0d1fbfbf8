using System.Net;
using JamLab.Convergence.Resources;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles;

/// <summary>The host's figures for Prometheus.</summary>
public sealed class NodeExporterRole : Role<NodeExporterSettings>
{
    private const string Arguments = "/etc/default/prometheus-node-exporter";

    public override string Name => "node-exporter";

    public override string Summary => "Prometheus' node exporter: the host's load, memory, disks and network as figures to collect.";

    public override IReadOnlyList<string> After => ["base"];

    protected override RolePlan Declare(RoleContext context, NodeExporterSettings parameters) => new([
        // Before the package, which starts the exporter at once and keeps a file that is there.
        new File(Arguments, $"# Written by JamLab (role node-exporter).\nARGS=\"{string.Join(' ', Words(parameters))}\"\n"),
        new Packages("prometheus-node-exporter"),
        new Unit("prometheus-node-exporter.service") { RestartOn = [Arguments] },
    ]);

    private static IEnumerable<string> Words(NodeExporterSettings parameters) =>
    [
        $"--web.listen-address={parameters.Address}:{parameters.Port}",
        .. parameters.Collectors.Select(one => $"--collector.{one}"),
        .. parameters.WithoutCollectors.Select(one => $"--no-collector.{one}"),
    ];
}

/// <summary>Parameters of the role node-exporter.</summary>
public sealed class NodeExporterSettings
{
    [Parameter("The address that it listens on; all of the host's unless given.", Also = ["listen_address"])]
    public IPAddress? Address { get; set; }

    [Parameter("The port that it listens on.", Least = 1, Most = 65535)]
    public int Port { get; set; } = 9100;

    [Parameter("Collectors in addition to its own choice.", Example = "[systemd, processes]", Also = ["enabled_collectors"])]
    public IReadOnlyList<string> Collectors { get; set; } = [];

    [Parameter("Collectors of its own choice that are left out.", Example = "[arp]", Also = ["disabled_collectors"])]
    public IReadOnlyList<string> WithoutCollectors { get; set; } = [];
}
