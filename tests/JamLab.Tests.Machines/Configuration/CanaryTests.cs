using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using JamLab.Tests.Machines.Configuration.Consul;
using JamLab.Tests.Machines.Lab.Support;
using JamLab.Tests.Secrets;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>
/// Where secrets may be seen: every value of the environment's secrets and every private key is looked for in all that a run prints, writes, starts and leaves, on this
/// computer and on the host. They are random, so that none is found by chance. Nomad's and Vault's programs cannot be had everywhere: of these a dry run tells what would change.
/// </summary>
[Collection("commands")]
public sealed class CanaryTests(Repository repository) : IAsyncLifetime
{
    private const string VaultPassword = "the password of what is sealed";

    // Proxmox VE's own, as far as it writes files.
    private const string Pveum =
        """
        #!/bin/sh
        set -eu
        cd /etc/pve
        echo "pveum $*" >> calls
        case "$1 $2" in
          'role add') echo "role:$3:$(echo "$5" | tr ' ' ',' ):" >> user.cfg;;
          'user add') echo "user:$3:1:0:::$5::" >> user.cfg;;
          'acl modify') echo "acl:1:$3:$5:$7:" >> user.cfg;;
          'user token') echo "token:$4!$5:0:0:$9:" >> user.cfg; echo "$4!$5 0-0-0" >> priv/token.cfg;;
        esac

        """;

    private static readonly string Password = Random();
    private static readonly (string Key, string Certificate) Haproxy = NewKey();

    private static readonly string Inventory =
        $$"""
        schema: 1
        lab:
          name: canary
          domain: canary.internal
          networks:
            lab:
              cidr: 10.76.0.0/24
          parameters:
            consul:
              source: {{ConsulOfDebian.Source}}
        hypervisor: nspawn
        users:
          kaur:
            password: !vault |
        {{Indented(TestSeal.Of(Password, VaultPassword), 14)}}
        defaults:
          template: debian-12
          cores: 1
          memory: 512MiB
          disk: 8GiB
        vms:
          vb0:
            address: 10.76.0.10
            server: true
            users: [kaur]
            roles: [base, consul, haproxy, proxmox]
            parameters:
              proxmox: { repository: enterprise, snippets: '' }
              haproxy:
                certificate: |
        {{Indented(Haproxy.Certificate, 18)}}
                key: !vault |
        {{Indented(TestSeal.Of(Haproxy.Key, VaultPassword), 18)}}

        """;

    private readonly string _unseal = Random();
    private readonly TestLab _lab = TestLab.Nspawn(repository);
    private readonly Dictionary<string, string> _seen = [];

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_lab.Inventory, Inventory);
        WritePrivate(Path.Combine(_lab.Folder, ".vault_pass"), VaultPassword + "\n");
        await _lab.SucceedAsync("ProvisionVms");
        // Of an earlier run that had Nomad and Vault.
        WritePrivate(Path.Combine(_lab.State, "nspawn", "secrets.json"), JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["nomad/gossip-key"] = Random(),
            ["nomad/token/management"] = Random(),
            ["vault/init/1"] = $$"""{"keys":["{{_unseal}}"],"keys_base64":["{{_unseal}}"],"root_token":"hvs.{{_unseal}}"}""",
        }));
        var host = Container.Root(_lab.Process("vb0").ShouldNotBeNull().Pid);
        Directory.CreateDirectory($"{host}/etc/pve/priv", (UnixFileMode)0b111_000_000);
        await File.WriteAllTextAsync($"{host}/etc/pve/user.cfg", "user:root@pam:1:0:::me@lab.example::\n");
        await File.WriteAllTextAsync($"{host}/etc/pve/priv/token.cfg", "");
        await File.WriteAllTextAsync($"{host}/usr/local/sbin/pveum", Pveum);
        File.SetUnixFileMode($"{host}/usr/local/sbin/pveum", (UnixFileMode)0b111_101_101);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task No_secret_is_seen_by_anybody_who_need_not_know_it()
    {
        using var done = new CancellationTokenSource();
        var watching = Task.Run(() => WatchProcesses(done.Token), TestContext.Current.CancellationToken);
        foreach (var arguments in new[] { "--dry-run", "--verbosity verbose", "--dry-run --detailed-exitcode --verbosity verbose" })
        {
            var run = await _lab.SucceedAsync(["ConfigureBase", .. arguments.Split(' ')]);
            See($"output of {arguments}", run.All);
        }

        _lab.EditInventory("haproxy, proxmox]", "haproxy, proxmox, nomad, vault]");
        var added = await _lab.SucceedAsync("ConfigureBase", "--dry-run", "--verbosity", "verbose");
        added.All.ShouldContain("/etc/nomad.d/nomad.hcl");
        added.All.ShouldContain("/etc/vault.d/vault.hcl");
        See("output with nomad and vault", added.All);

        await done.CancelAsync();
        await watching;

        var secrets = Secrets();
        secrets.Count.ShouldBeGreaterThan(15);
        var host = Container.Root(_lab.Process("vb0").ShouldNotBeNull().Pid);
        // What is looked for is what the host works with, and who looks sees it: else finding nothing would say nothing.
        var configuration = string.Concat(Directory.GetFiles($"{host}/etc/consul.d").Select(File.ReadAllText));
        secrets.Values.Count(secret => configuration.Contains(secret, StringComparison.Ordinal)).ShouldBeGreaterThan(2);
        _seen.Values.ShouldContain(text => text.Contains("consul agent", StringComparison.Ordinal));
        var hash = File.ReadLines($"{host}/etc/shadow").Single(line => line.StartsWith("kaur:", StringComparison.Ordinal)).Split(':')[1];
        hash.ShouldStartWith("$6$");
        secrets["hash of the password"] = hash;
        File.ReadAllText($"{host}/etc/pve/priv/token.cfg").ShouldContain(secrets["proxmox-token-packer"]);
        SeeFiles(Path.Combine(repository.Root, "artifacts", _lab.Name), all: true);
        SeeFiles(Path.Combine(repository.Root, ".nuke"), all: true);
        SeeFiles(_lab.Folder, all: false);
        SeeFiles($"{host}/var/log", all: true);
        foreach (var folder in new[] { "etc", "opt", "srv", "home", "tmp", "run", "var/lib", "var/tmp", "usr/local" })
            SeeFiles($"{host}/{folder}", all: false);

        secrets.SelectMany(secret => _seen.Where(text => text.Value.Contains(secret.Value, StringComparison.Ordinal)).Select(text => $"{secret.Key} in {text.Key}"))
            .ShouldBeEmpty();
    }

    // Those of the state folder, by name; of keys each line that is a key's own.
    private Dictionary<string, string> Secrets()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_lab.State, "nspawn", "secrets.json")));
        var secrets = json.RootElement.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!);
        secrets["password of kaur"] = Password;
        secrets["unseal key"] = _unseal;
        secrets["password of what is sealed"] = VaultPassword;
        secrets["haproxy.key"] = Haproxy.Key.Split('\n')[1];
        foreach (var file in Directory.EnumerateFiles(_lab.State, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/machines/", StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            if (!text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
                continue;
            var lines = text.Replace("\\n", "\n", StringComparison.Ordinal).Split('\n');
            var inside = false;
            foreach (var (line, next) in lines.Zip(lines.Skip(1).Append("")))
            {
                inside = line.Contains("BEGIN", StringComparison.Ordinal) ? line.Contains("PRIVATE KEY", StringComparison.Ordinal) : inside;
                // The first line of OpenSSH's keys is the same for all of their kind, and the last one of others is the public key, which certificates show.
                if (inside && !next.Contains("-----END PRIVATE", StringComparison.Ordinal) && line.Length >= 40 && !line.Contains("-----", StringComparison.Ordinal) && !line.StartsWith("b3BlbnNzaC1rZXktdjE", StringComparison.Ordinal))
                    secrets[$"line {secrets.Count} of {Path.GetFileName(file)}"] = line.Trim();
            }
        }

        return secrets;
    }

    private static string Random() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));

    private static (string Key, string Certificate) NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=www.canary.internal", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return (key.ExportPkcs8PrivateKeyPem(), made.ExportCertificatePem());
    }

    private static string Indented(string text, int spaces) => string.Join('\n', text.Split('\n').Select(line => new string(' ', spaces) + line));

    private static void WritePrivate(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private void See(string what, string text)
    {
        lock (_seen)
            _seen[what] = text;
    }

    // A container's processes are this computer's too.
    private void WatchProcesses(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
            {
                foreach (var file in new[] { "cmdline", "environ" })
                {
                    try
                    {
                        var text = File.ReadAllText($"{process}/{file}").Replace('\0', ' ');
                        See($"{file} of {text.GetHashCode(StringComparison.Ordinal)}", text);
                    }
                    catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
                    {
                        // It ended.
                    }
                }
            }
        }
    }

    // All files, or only those that anybody may read: a folder that nobody else may enter keeps what is in it.
    private void SeeFiles(string folder, bool all)
    {
        const UnixFileMode anybody = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!Directory.Exists(folder) || (!all && !File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute)))
            return;
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            var entry = new FileInfo(path);
            if (entry.LinkTarget is not null)
                continue;
            if (entry.Attributes.HasFlag(FileAttributes.Directory))
                SeeFiles(path, all);
            else if (entry is { Exists: true, Length: > 0 and < 64 << 20 } && (all || (entry.UnixFileMode & anybody) != 0))
                See(path, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path)));
        }
    }
}
