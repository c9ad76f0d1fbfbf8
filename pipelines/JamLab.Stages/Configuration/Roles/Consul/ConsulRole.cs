using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory.Model;
using JamLab.Inventory.Parameters;
using JamLab.Stages.Configuration.Sources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Consul;

/// <summary>Consul: servers where the inventory says <c>server: true</c>, clients elsewhere.</summary>
public sealed class ConsulRole : Role<ConsulSettings>
{
    private const string DnsPolicy = "jamlab-dns";
    private static readonly TlsFiles Tls = new(ConsulConfiguration.TlsFolder, ConsulCluster.User);

    public override string Name => ConsulCluster.Role;

    public override string Summary =>
        "Consul with encrypted gossip, TLS with verified server names, and denied by default: only DNS answers without a token. Servers change one after the other, the leader last.";

    public override IReadOnlyList<string> After => ["base"];

    protected override IEnumerable<ParameterMistake> Check(ConsulSettings parameters)
    {
        if (parameters.Datacenter is { } name && (name.Length is 0 or > 63 || !name.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one is '-')))
            yield return new ParameterMistake("datacenter", $"'{name}' is no name for a datacenter", "use small letters, digits and hyphens: it is part of names in DNS");
        foreach (var mistake in parameters.Source.Mistakes())
            yield return mistake;
    }

    protected override RolePlan Declare(RoleContext context, ConsulSettings parameters)
    {
        var cluster = ConsulCluster.Find(context)!;
        var host = context.Host;
        var own = $"{host.Name}.{cluster.Datacenter}.consul";
        var asksCommands = context.Inventory.Services.Values.Any(service => service.Check.Command is not null && service.Runtime == ServiceRuntime.Systemd);
        var installation = Installation.Of(context, Name, parameters.Source, "1.21.*");
        return new RolePlan(
        [
            new Package("curl"),
            .. installation.Resources,
            new Directory(ConsulCluster.Folder) { Mode = FileModes.PrivateFolder, Group = ConsulCluster.User },
            new Directory(ConsulConfiguration.ServicesFolder) { Mode = FileModes.PrivateFolder, Group = ConsulCluster.User },
            new Directory(ConsulCluster.DataFolder) { Mode = FileModes.PrivateFolder, Owner = ConsulCluster.User, Group = ConsulCluster.User },
            // Whoever shows the name server.<datacenter>.consul is believed to be one: clients must not have it.
            .. Tls.For(context, Name, host.Server ? [$"server.{cluster.Datacenter}.consul", own] : [own]),
            new File(ConsulCluster.ConfigurationFile, ConsulConfiguration.For(cluster, host, parameters, installation.Version, asksCommands))
            {
                Mode = FileModes.Private,
                Group = ConsulCluster.User,
                Validate = $"{installation.Program} validate -config-format=hcl \"$file\"",
            },
            new Unit("consul.service")
            {
                UnitFile = ConsulConfiguration.Unit(installation.Program),
                Enabled = true,
                Running = true,
                RestartOn = [ConsulCluster.ConfigurationFile, installation.Mark],
                ReloadOn = [Tls.Folder, ConsulConfiguration.ServicesFolder],
            },
        ])
        {
            Afterwards = cluster.IsFirstServer(host) ? [Access(context, cluster), Registered(host)] : [Registered(host)],
            Rolling = new Rolling(Name, 1, ConsulHealth.Gate(cluster.Servers), TimeSpan.FromMinutes(3)) { GoesLast = ConsulHealth.IsLeader },
        };
    }

    private static Command Access(RoleContext context, ConsulCluster cluster) => ConsulAcl.Keep(
        cluster,
        "keep Consul's policies and tokens",
        [new ConsulPolicy(DnsPolicy, """node_prefix "" { policy = "read" } service_prefix "" { policy = "read" } query_prefix "" { policy = "read" }""")],
        [.. context.HostsWith(ConsulCluster.Role).Select(host => new ConsulToken($"agent of {host.Name}", cluster.Token($"agent/{host.Name}"), [], host.Name.Value))],
        anonymous: [DnsPolicy]);

    // An agent whose token is new shows up after its next try.
    private static Command Registered(Host host)
    {
        var isThere = $"case $(curl -fsS --max-time 5 {ConsulCluster.Api}/v1/catalog/node/{host.Name} 2>/dev/null) in *'\"Address\":\"{host.Address}\"'*) true;; *) false;; esac";
        return new Command("be a member that the others know", isThere, $"left=180\nuntil {isThere}; do left=$((left-1)); [ $left -gt 0 ] || {{ echo 'Consul does not list this host after 90 s: journalctl -u consul'; exit 1; }}; sleep 0.5; done\n")
        {
            Reason = "Consul does not list the host",
        };
    }
}
