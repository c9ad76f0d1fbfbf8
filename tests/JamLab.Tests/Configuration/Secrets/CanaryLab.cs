using JamLab.Convergence;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Pki;
using JamLab.Stages.Secrets;
using JamLab.Stages.State;
using JamLab.Tests.Inventory;
using JamLab.Tests.Secrets;
using JamLab.Tests.Support;

namespace JamLab.Tests.Configuration.Secrets;

/// <summary>An environment whose one host has every role that works with secrets, a user with a sealed password, and a sealed parameter.</summary>
internal sealed class CanaryLab : IDisposable
{
    private const string VaultPassword = "the password of what is sealed";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _sealed = new() { ["password of kaur"] = NewSecret.Password().Reveal(), ["haproxy.key"] = NewSecret.Password().Reveal() };

    public string State => Paths.State;

    public string Artifacts => Paths.Artifacts;

    private LabPaths Paths => new(_folder.Path, "local", _folder / "cache");

    /// <summary>Declares the host as a run does.</summary>
    public CanaryRun Run()
    {
        var secrets = new StateSecrets(Paths, "nspawn", TimeProvider.System);
        var inventory = new SealedValues(new VaultPassword(Paths, _ => VaultPassword), secrets.Note).Open(Read());
        var authority = new CertificateAuthority(Paths, "nspawn", inventory.Lab, TimeProvider.System, secrets.Note);
        // Keys that only a server could have made.
        secrets.GetOrCreate("vault/init/1", () => new Secret($$"""{"keys":["{{NewSecret.Password().Reveal()}}"],"keys_base64":["{{NewSecret.Base64(32).Reveal()}}"],"root_token":"hvs.{{NewSecret.Password().Reveal()}}"}"""));
        var declaration = new Declaration(RoleCatalog.All, host => RoleRun.Context(host, inventory, secrets) with { Authority = authority }, _ => []);
        var (resources, afterwards) = declaration.For(inventory.Find("vb0")!, []);
        authority.OpenAll();
        return new CanaryRun([.. resources.Concat(afterwards).Select(one => one.Resource)], secrets, Canaries(secrets));
    }

    public void Dispose() => _folder.Dispose();

    private List<(string Name, string Value)> Canaries(StateSecrets secrets)
    {
        var names = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(secrets.File))!.ToLookup(one => one.Value, one => one.Key);
        var sealedNames = _sealed.ToLookup(one => one.Value, one => one.Key);
        return [.. new OpenedTexts(secrets).SelectMany(Parts).Where(part => part != VaultPassword).Distinct().Select(part => (names[part].Concat(sealedNames[part]).FirstOrDefault() ?? part, part))];
    }

    // Of a key each line that is its own: the last one is the public key, which certificates show.
    private static IEnumerable<string> Parts(string text) => text.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
        ? text.Trim().Split('\n').Where(line => !line.Contains("-----", StringComparison.Ordinal)).SkipLast(1)
        : [text.TrimEnd('\n')];

    private LabInventory Read()
    {
        var read = InventoryFile.Parse($$"""
            schema: 1
            lab:
              name: canary
              domain: canary.internal
              networks: { lan: { cidr: 10.77.0.0/24 } }
            hypervisor: nspawn
            users:
              kaur:
                password: !vault |
            {{Sealed("password of kaur")}}
            defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB, users: [kaur] }
            vms:
              vb0:
                address: 10.77.0.10
                server: true
                roles: [base, consul, nomad, vault, haproxy, proxmox]
                parameters:
                  haproxy:
                    certificate: PEM
                    key: !vault |
            {{Sealed("haproxy.key")}}
            """, "inventory.yml", Repository.Images, JamLab.Stages.Roles.Known);
        return read.Inventory ?? throw new InvalidOperationException(string.Join('\n', read.Diagnostics));
    }

    private string Sealed(string name) => string.Join('\n', TestSeal.Of(_sealed[name], VaultPassword).Split('\n').Select(line => new string(' ', 12) + line));
}

/// <summary>What a run declares for the host, and each text that must not be seen.</summary>
internal sealed record CanaryRun(IReadOnlyList<Resource> Resources, ISecrets Secrets, IReadOnlyList<(string Name, string Value)> Canaries);
