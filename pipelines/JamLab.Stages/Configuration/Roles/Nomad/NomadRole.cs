using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory.Model;
using JamLab.Inventory.Parameters;
using JamLab.Stages.Configuration.Roles.Consul;
using JamLab.Stages.Configuration.Sources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Nomad;

/// <summary>Nomad: servers where the inventory says <c>server: true</c>, clients elsewhere.</summary>
public sealed class NomadRole : Role<NomadSettings>
{
    private const string ConsulPolicy = "jamlab-nomad";
    private const string Driver = "nomad-driver-podman";

    public override string Name => NomadCluster.Role;

    public override string Summary =>
        "Nomad with encrypted gossip, TLS and tokens, in Consul where the host has it. Clients run containers with podman where they have that role, in networks made by CNI plugins.";

    public override IReadOnlyList<string> After => ["base", "consul", "podman"];

    protected override IEnumerable<ParameterMistake> Check(NomadSettings parameters)
    {
        foreach (var mistake in parameters.Source.Mistakes())
            yield return mistake;
        foreach (var mistake in parameters.PodmanDriver.Mistakes())
            yield return mistake with { Parameter = mistake.Parameter.Replace("source.", "podman_driver.", StringComparison.Ordinal) };
        // Nomad's configuration is HCL 1, which has no way to write it.
        foreach (var (name, _) in parameters.Meta.Where(one => $"{one.Key}{one.Value}".Contains("${", StringComparison.Ordinal)))
            yield return new ParameterMistake($"meta.{name}", $"${{ cannot stand in Nomad's configuration, as {name} has it", "write it without");
        foreach (var (name, volume) in parameters.HostVolumes)
        {
            if (volume.Path is null || !volume.Path.StartsWith('/') || volume.Path.Any(char.IsControl))
                yield return new ParameterMistake($"host_volumes.{name}.path", $"the host volume {name} has no absolute path", "set path: /srv/…");
        }
    }

    protected override RolePlan Declare(RoleContext context, NomadSettings parameters)
    {
        var cluster = NomadCluster.Of(context);
        var host = context.Host;
        var consul = Has(host, ConsulCluster.Role) ? ConsulCluster.Find(context) : null;
        var hasPodman = !host.Server && Has(host, "podman");
        var installation = Installation.Of(context, Name, parameters.Source, "1.10.*");
        var driver = hasPodman ? Installation.Of(context, Driver, parameters.PodmanDriver, "0.6.*") : null;
        return new RolePlan(
        [
            new Package("curl"),
            .. installation.Resources,
            .. host.Server ? [] : ForClient(parameters, driver),
            new Directory(NomadCluster.Folder) { Mode = FileModes.PrivateFolder, Group = Name },
            new Directory(NomadCluster.DataFolder) { Mode = FileModes.PrivateFolder, Owner = host.Server ? Name : "root", Group = Name },
            .. NomadCluster.Tls.For(context, Name, $"{(host.Server ? "server" : "client")}.{cluster.Region}.nomad"),
            .. host.Server ? [new File(NomadCluster.TokenFile, SecretText.Of($"{cluster.ManagementToken}\n"))] : Array.Empty<Resource>(),
            new File(NomadCluster.ConfigurationFile, NomadConfiguration.For(cluster, host, parameters, consul?.Token($"nomad/{host.Name}"), hasPodman)) { Mode = FileModes.Private, Group = Name },
            new Unit("nomad.service")
            {
                UnitFile = NomadConfiguration.Unit(installation.Program, host.Server),
                RestartOn = [NomadCluster.ConfigurationFile, installation.Mark, .. driver is null ? [] : new[] { driver.Mark }],
                ReloadOn = [NomadCluster.Tls.Folder],
            },
        ])
        {
            Afterwards = cluster.IsFirstServer(host) ? [.. consul is null ? [] : new[] { InConsul(context, consul) }, NomadAccess.Bootstrapped(cluster)] : [],
            Rolling = new Rolling(Name, 1, NomadHealth.Gate(cluster), TimeSpan.FromMinutes(3)) { GoesLast = NomadHealth.IsLeader },
        };
    }

    private static IEnumerable<Resource> ForClient(NomadSettings parameters, Installation? driver)
    {
        yield return new Package("containernetworking-plugins");
        yield return new Directory(NomadCluster.PluginFolder);
        if (driver is not null)
        {
            // A plugin runs as the agent does: it needs no user.
            foreach (var resource in driver.Resources.Where(one => one is not (Convergence.Resources.Group or Convergence.Resources.User)))
                yield return resource;
            yield return new Link($"{NomadCluster.PluginFolder}/{Driver}", driver.Program);
        }

        foreach (var volume in parameters.HostVolumes.Values)
            yield return new ParentDirectory(volume.Path!);
    }

    private static Command InConsul(RoleContext context, ConsulCluster consul) => ConsulAcl.Keep(
        consul,
        "keep Nomad's policy and tokens in Consul",
        [new ConsulPolicy(ConsulPolicy, """agent_prefix "" { policy = "read" } node_prefix "" { policy = "read" } service_prefix "" { policy = "write" } key_prefix "" { policy = "read" }""")],
        [.. context.HostsWith(NomadCluster.Role).Where(host => Has(host, ConsulCluster.Role)).Select(host => new ConsulToken($"Nomad on {host.Name}", consul.Token($"nomad/{host.Name}"), [ConsulPolicy]))]);

    private static bool Has(Host host, string role) => host.Roles.Any(one => one.Value == role);
}
