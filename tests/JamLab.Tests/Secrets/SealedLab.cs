using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Roles.Haproxy;
using JamLab.Stages.Secrets;
using JamLab.Stages.State;
using JamLab.Tests.Inventory;
using JamLab.Tests.Support;
using Shouldly;

namespace JamLab.Tests.Secrets;

/// <summary>An environment with sealed values: a user's password and a parameter of a role that two hosts share.</summary>
internal sealed class SealedLab : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    public SealedLab() => Directory.CreateDirectory(Paths.EnvironmentFolder);

    public List<string> Opened { get; } = [];

    public string Kaur { get; init; } = Seal("hunter2");

    public string Key { get; init; } = Seal("-----key-----");

    private LabPaths Paths => new(_folder.Path, "home", _folder / "cache");

    /// <summary>Sealed with the password "correct horse", with a salt that is always the same.</summary>
    public static string Seal(string text, string password = "correct horse") => TestSeal.Of(text, password);

    public void Variable(string value) => _variables[VaultPassword.Variable] = value;

    public void PasswordFile(string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var file = Path.Combine(Paths.EnvironmentFolder, ".vault_pass");
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, mode);
    }

    public LabInventory Open() => new SealedValues(new VaultPassword(Paths, _variables.GetValueOrDefault), secret => Opened.Add(secret.Reveal())).Open(Read());

    public IReadOnlyList<string> Told() =>
        [.. Should.Throw<DiagnosticException>(Open).Diagnostics.Select(one => $"{one}\n{one.Help}")];

    public static string KeyOf(LabInventory inventory, string host) =>
        ((HaproxySettings)ParameterBinder.Find(inventory.Find(host)!, "haproxy", typeof(HaproxySettings))).Key!.Reveal();

    public LabInventory Read()
    {
        var read = InventoryFile.Parse($$"""
            schema: 1
            lab:
              name: mylab
              domain: lab.internal
              networks: { lan: { cidr: 10.77.0.0/24 } }
            hypervisor: nspawn
            defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB, users: [kaur] }
            users:
              kaur:
                password: !vault |
            {{Indented(Kaur)}}
              nobody:
                password: !vault sealed by somebody else
            groups:
              lb:
                roles: [base, haproxy]
                parameters:
                  haproxy:
                    certificate: PEM
                    key: !vault |
            {{Indented(Key)}}
            vms:
              lb[0..1]: { address: 10.77.0.10, groups: [lb] }
            """, "environments/home/inventory.yml", Repository.Images, JamLab.Stages.Roles.Known);
        return read.Inventory ?? throw new InvalidOperationException(string.Join('\n', read.Diagnostics));
    }

    public void Dispose() => _folder.Dispose();

    private static string Indented(string text) => string.Join('\n', text.Split('\n').Select(line => new string(' ', 12) + line));
}
