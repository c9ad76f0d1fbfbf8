using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory.Parameters;
using JamLab.Stages.Configuration.Roles.Consul;
using JamLab.Stages.Configuration.Sources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>Vault on raft storage. Every host with the role is a server.</summary>
public sealed class VaultRole : Role<VaultSettings>
{
    private const string ConsulPolicy = "jamlab-vault";

    public override string Name => VaultCluster.Role;

    public override string Summary =>
        "Vault with TLS and its own replicated storage, initialised once and unsealed by every run, with the keys among the environment's secrets; known to Consul where the host has it.";

    public override IReadOnlyList<string> After => ["base", "consul"];

    protected override IEnumerable<ParameterMistake> Check(VaultSettings parameters) => parameters.Source.Mistakes();

    protected override RolePlan Declare(RoleContext context, VaultSettings parameters)
    {
        var cluster = new VaultCluster(context);
        var host = context.Host;
        var consul = host.Roles.Any(one => one.Value == ConsulCluster.Role) ? ConsulCluster.Find(context) : null;
        var installation = Installation.Of(context, Name, parameters.Source, "1.20.*");
        return new RolePlan(
        [
            new Package("curl"),
            .. installation.Resources,
            new Directory(VaultCluster.Folder) { Mode = FileModes.PrivateFolder, Group = Name },
            new Directory(VaultCluster.DataFolder) { Mode = FileModes.PrivateFolder, Owner = Name, Group = Name },
            .. VaultCluster.Tls.For(context, Name, consul is null ? [] : ["vault.service.consul", "active.vault.service.consul", "standby.vault.service.consul"]),
            new File(VaultCluster.ConfigurationFile, VaultConfiguration.For(cluster, host, parameters, consul?.Token($"vault/{host.Name}"))) { Mode = FileModes.Private, Group = Name },
            new Unit("vault.service")
            {
                UnitFile = VaultConfiguration.Unit(installation.Program),
                RestartOn = [VaultCluster.ConfigurationFile, installation.Mark],
                ReloadOn = [VaultCluster.Tls.Folder],
            },
            new Unsealed(cluster.Keys, IsLast: false),
        ])
        {
            Afterwards =
            [
                .. consul is not null && cluster.IsFirst(host) ? new[] { InConsul(cluster, consul) } : [],
                VaultInitialized.Of(cluster, host),
                .. cluster.IsFirst(host) ? new Resource[] { new KeptKeys(cluster.Keys), new ForgottenKeys(cluster.Keys) } : [],
                new Unsealed(cluster.Keys, IsLast: true),
            ],
            Rolling = new Rolling(Name, 1, VaultHealth.Gate(cluster.Servers), TimeSpan.FromMinutes(3)) { GoesLast = VaultHealth.IsActive },
        };
    }

    private static Command InConsul(VaultCluster cluster, ConsulCluster consul) => ConsulAcl.Keep(
        consul,
        "keep Vault's policy and tokens in Consul",
        [new ConsulPolicy(ConsulPolicy, """agent_prefix "" { policy = "read" } service "vault" { policy = "write" }""")],
        [.. cluster.Servers.Select(server => new ConsulToken($"Vault on {server.Name}", consul.Token($"vault/{server.Name}"), [ConsulPolicy]))]);
}
