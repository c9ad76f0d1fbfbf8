using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Nomad;

/// <summary>The lab's Nomad as every agent must know it.</summary>
internal sealed class NomadCluster
{
    public const string Role = "nomad";
    public const string Folder = "/etc/nomad.d";
    public const string ConfigurationFile = $"{Folder}/nomad.hcl";
    public const string TokenFile = $"{Folder}/management.token";
    public const string DataFolder = "/var/lib/nomad";
    public const string PluginFolder = "/opt/nomad/plugins";
    public const string Api = "https://127.0.0.1:4646";

    private readonly RoleContext _context;

    private NomadCluster(RoleContext context, IReadOnlyList<Host> servers)
    {
        _context = context;
        Servers = servers;
        var settings = context.ParametersOf<NomadSettings>(servers[0], Role);
        Region = settings.Region;
        Datacenter = settings.Datacenter ?? context.Inventory.Lab.Name.Value.ToLowerInvariant();
    }

    public static TlsFiles Tls { get; } = new($"{Folder}/tls", Role);

    /// <summary>The hosts that vote, in the inventory's order.</summary>
    public IReadOnlyList<Host> Servers { get; }

    public string Region { get; }

    public string Datacenter { get; }

    /// <summary>What servers encrypt their gossip with.</summary>
    public Secret GossipKey => _context.Secrets.GetOrCreate("nomad/gossip-key", () => NewSecret.Base64(32));

    /// <summary>The token that may do everything; Nomad is told it, rather than asked for one.</summary>
    public Secret ManagementToken => _context.Secrets.GetOrCreate("nomad/token/management", NewSecret.Uuid);

    public static NomadCluster Of(RoleContext context)
    {
        var members = context.HostsWith(Role).ToList();
        var servers = members.Where(host => host.Server).ToList();
        return servers.Count > 0 ? new NomadCluster(context, servers) : throw new DiagnosticException([new Diagnostic("JAM0434", Severity.Error, members[0].Roles.First(role => role.Value == Role).Source,
            $"no host with the role nomad is a server: {string.Join(", ", members.Select(host => host.Name.Value))}", "set server: true on three of them, or on one for a rehearsal")]);
    }

    public bool IsFirstServer(Host host) => host.Name.Value == Servers[0].Name.Value;
}
