using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Consul;

/// <summary>The lab's Consul as every member must know it: who votes, what it is called, what its secrets are. Roles that use Consul ask here.</summary>
internal sealed class ConsulCluster
{
    public const string Role = "consul";
    public const string User = "consul";
    public const string Folder = "/etc/consul.d";
    public const string ConfigurationFile = $"{Folder}/consul.hcl";
    public const string DataFolder = "/var/lib/consul";
    public const string Api = "http://127.0.0.1:8500";
    public const int DnsPort = 8600;

    private readonly RoleContext _context;

    private ConsulCluster(RoleContext context, IReadOnlyList<Host> servers)
    {
        _context = context;
        Servers = servers;
        Datacenter = context.ParametersOf<ConsulSettings>(servers[0], Role).Datacenter ?? context.Inventory.Lab.Name.Value.ToLowerInvariant();
    }

    /// <summary>The hosts that vote, in the inventory's order.</summary>
    public IReadOnlyList<Host> Servers { get; }

    public string Datacenter { get; }

    /// <summary>What members encrypt their gossip with.</summary>
    public Secret GossipKey => _context.Secrets.GetOrCreate("consul/gossip-key", () => NewSecret.Base64(32));

    /// <summary>The token that may do everything; only servers know it.</summary>
    public Secret ManagementToken => Token("management");

    /// <summary>Null when no host has the role.</summary>
    public static ConsulCluster? Find(RoleContext context)
    {
        var members = context.HostsWith(Role).ToList();
        if (members.Count == 0)
            return null;
        var servers = members.Where(host => host.Server).ToList();
        if (servers.Count == 0)
        {
            throw new DiagnosticException([new Diagnostic("JAM0433", Severity.Error, members[0].Roles.First(role => role.Value == Role).Source,
                $"no host with the role consul is a server: {string.Join(", ", members.Select(host => host.Name.Value))}", "set server: true on three of them, or on one for a rehearsal")]);
        }

        return new ConsulCluster(context, servers);
    }

    /// <summary>A token's secret by what it is for, such as <c>agent/vb0</c>.</summary>
    public Secret Token(string purpose) => _context.Secrets.GetOrCreate($"consul/token/{purpose}", NewSecret.Uuid);

    public bool IsFirstServer(Host host) => ReferenceEquals(host, Servers[0]);
}
