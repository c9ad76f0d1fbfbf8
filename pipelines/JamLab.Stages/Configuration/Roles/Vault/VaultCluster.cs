using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>The lab's Vault: all hosts with the role are its servers.</summary>
internal sealed class VaultCluster(RoleContext context)
{
    public const string Role = "vault";
    public const string Folder = "/etc/vault.d";
    public const string ConfigurationFile = $"{Folder}/vault.hcl";
    public const string DataFolder = "/var/lib/vault";
    public const string Api = "https://127.0.0.1:8200";

    /// <summary>The answer to initialising lies here, for root only, until it is among the environment's secrets.</summary>
    public const string AnswerFile = $"{Folder}/init.json";

    public static TlsFiles Tls { get; } = new($"{Folder}/tls", Role);

    /// <summary>In the inventory's order; the first one initialises.</summary>
    public IReadOnlyList<Host> Servers { get; } = [.. context.HostsWith(Role)];

    public VaultKeys Keys { get; } = new(context.Secrets);

    public bool IsFirst(Host host) => host.Name.Value == Servers[0].Name.Value;

    public IEnumerable<Host> Others(Host host) => Servers.Where(server => server.Name.Value != host.Name.Value);

    public static string Address(Host server) => $"https://{server.Address}:8200";
}
