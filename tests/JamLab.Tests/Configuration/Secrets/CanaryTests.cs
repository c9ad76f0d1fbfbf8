using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Reports;
using JamLab.Tests.Convergence.Support;
using Shouldly;
using Xunit;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Configuration.Secrets;

/// <summary>
/// The roles whose programs cannot be had here too: their files are made for real, in a root of their own, and every secret of the environment is looked for in all that a run
/// tells, starts and leaves. All of them are random, so that none is found by chance.
/// </summary>
public sealed class CanaryTests : IDisposable
{
    private readonly CanaryLab _lab = new();
    private readonly TestHost _host = new(ShellKind.BusyBox);
    private readonly Seen _seen = new();

    public void Dispose()
    {
        _host.Dispose();
        _lab.Dispose();
    }

    [Fact]
    public async Task No_secret_of_any_role_is_seen_by_anybody_who_need_not_know_it()
    {
        var run = _lab.Run();
        using (_seen.Processes())
        {
            await ConvergeAsync(run, dryRun: true);
            await ConvergeAsync(run, dryRun: false);
            await _seen.ProcessAsync("busy box", () => ConvergeAsync(run, dryRun: true));
        }

        // What is looked for is what the host works with, and who looks sees it: else finding nothing would say nothing.
        var held = run.Canaries.Where(canary => Files(Root).Any(file => System.IO.File.ReadAllText(file).Contains(canary.Value, StringComparison.Ordinal))).Select(canary => canary.Name).ToList();
        foreach (var name in (string[])["consul/gossip-key", "consul/token/agent/vb0", "nomad/gossip-key", "nomad/token/management", "consul/token/vault/vb0", "proxmox-token-packer", "haproxy.key"])
            held.ShouldContain(name);
        _seen.Texts.Values.ShouldContain(text => text.Contains("/etc/nomad.d/nomad.hcl", StringComparison.Ordinal));
        _seen.Of(run.Canaries).ShouldBeEmpty();

        Readable(Root, run).ShouldBeEmpty();
        Readable(_lab.State, run).ShouldBeEmpty();
    }

    [Fact]
    public async Task Secrets_of_yesterday_show_neither_when_others_take_their_place()
    {
        var yesterday = _lab.Run();
        await ConvergeAsync(yesterday, dryRun: false);
        using var other = new CanaryLab();
        var today = other.Run();

        await ConvergeAsync(today, dryRun: true);
        await ConvergeAsync(today, dryRun: false);

        _seen.Of(yesterday.Canaries).ShouldBeEmpty();
        _seen.Of(today.Canaries).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_that_a_dry_run_asks_or_tells_shows_a_secret()
    {
        using var computer = new TestHost(ShellKind.Dash);
        var run = _lab.Run();
        using (_seen.Processes())
        {
            // systemd is asked about units, and is not everywhere that tests run.
            var report = await computer.ConvergeAsync(Settings(run, dryRun: true), run.Resources.Where(one => one is not Unit));
            report.Problem.ShouldBeNull();
            See(report);
        }

        _seen.Texts.Values.ShouldContain(text => text.Contains("user kaur", StringComparison.Ordinal));
        _seen.Of(run.Canaries).ShouldBeEmpty();
    }

    private string Root => Path.GetDirectoryName(_host.Disk)!;

    private async Task ConvergeAsync(CanaryRun run, bool dryRun)
    {
        // What packages bring.
        foreach (var file in run.Resources.OfType<File>())
            System.IO.Directory.CreateDirectory(Root + Path.GetDirectoryName(file.Path));
        System.IO.Directory.CreateDirectory($"{Root}/etc/pve/priv");
        await System.IO.File.AppendAllTextAsync($"{Root}/etc/pve/priv/token.cfg", "", TestContext.Current.CancellationToken);

        var report = await _host.ConvergeAsync(Settings(run, dryRun), run.Resources.Select(Here).OfType<Resource>());
        report.Problem.ShouldBeNull();
        See(report);
    }

    // The root has no accounts but root's, and no programs but BusyBox'.
    private static Resource? Here(Resource resource) => resource switch
    {
        // It reloads sshd.
        File file when file.Path.StartsWith("/etc/ssh/", StringComparison.Ordinal) => null,
        File file => file with { Owner = "root", Group = "root", Validate = null },
        Directory folder => folder with { Owner = "root", Group = "root" },
        Command value when value.Title.StartsWith("value of token", StringComparison.Ordinal) => value,
        _ => null,
    };

    private RunSettings Settings(CanaryRun run, bool dryRun) => new()
    {
        DryRun = dryRun,
        Secrets = new OpenedTexts(run.Secrets),
        OnEvent = happened => _seen.See($"{happened}", $"{happened}"),
    };

    private void See(HostReport report)
    {
        var page = new ReportFiles(_lab.Artifacts).Write([report], "local", DateTimeOffset.UnixEpoch);
        foreach (var file in (string[])[page, Path.ChangeExtension(page, ".json")])
            _seen.See(file, System.IO.File.ReadAllText(file));
        _seen.See($"differences {page}", ConfigurationTables.Differences(report));
        _seen.See($"report {page}", $"{report} {string.Join('\n', report.Resources)}");
    }

    // Files with a secret that others than their owner's own may read.
    private static IEnumerable<string> Readable(string root, CanaryRun run) =>
        Files(root).Where(file => (System.IO.File.GetUnixFileMode(file) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
            .SelectMany(file => run.Canaries.Where(canary => System.IO.File.ReadAllText(file).Contains(canary.Value, StringComparison.Ordinal)).Select(canary => $"{canary.Name} in {file}"));

    private static IEnumerable<string> Files(string root) =>
        System.IO.Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Where(file => new FileInfo(file).Length < 1 << 20);
}
