using System.Text.Json;
using JamLab.Tests.Machines.Configuration.Consul;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>
/// Where secrets may be seen: every value of the environment's secrets and every private key is looked for in all that a run prints, writes, starts and leaves, on this
/// computer and on the host. They are random, so that none is found by chance.
/// </summary>
[Collection("commands")]
public sealed class CanaryTests(Repository repository) : IAsyncLifetime
{
    private const string Inventory =
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
        defaults:
          template: debian-12
          cores: 1
          memory: 512MiB
          disk: 8GiB
        vms:
          vb0:
            address: 10.76.0.10
            server: true
            roles: [consul, haproxy]

        """;

    private readonly TestLab _lab = TestLab.Nspawn(repository);
    private readonly Dictionary<string, string> _seen = [];

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_lab.Inventory, Inventory);
        await _lab.SucceedAsync("ProvisionVms");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task No_secret_is_seen_by_anybody_who_need_not_know_it()
    {
        using var done = new CancellationTokenSource();
        var watching = Task.Run(() => WatchProcesses(done.Token), TestContext.Current.CancellationToken);
        foreach (var arguments in new[] { "--dry-run", "--verbosity verbose", "--dry-run --verbosity verbose" })
        {
            var run = await _lab.SucceedAsync(["ConfigureBase", .. arguments.Split(' ')]);
            See($"output of {arguments}", run.All);
        }

        await done.CancelAsync();
        await watching;

        var secrets = Secrets();
        secrets.Count.ShouldBeGreaterThan(5);
        var host = Container.Root(_lab.Process("vb0").ShouldNotBeNull().Pid);
        // What is looked for is what the host works with, and who looks sees it: else finding nothing would say nothing.
        var configuration = string.Concat(Directory.GetFiles($"{host}/etc/consul.d").Select(File.ReadAllText));
        secrets.Values.Count(secret => configuration.Contains(secret, StringComparison.Ordinal)).ShouldBeGreaterThan(2);
        _seen.Values.ShouldContain(text => text.Contains("consul agent", StringComparison.Ordinal));
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
