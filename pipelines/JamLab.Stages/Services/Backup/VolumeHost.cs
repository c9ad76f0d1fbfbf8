using JamLab.Convergence;
using JamLab.Stages.Services.Systemd;
using JamLab.Stages.Ssh;

namespace JamLab.Stages.Services.Backup;

/// <summary>The host of an instance, with the scripts for its volumes; connects anew for each.</summary>
/// <param name="instance">What is asked about.</param>
/// <param name="volumes">Its volumes that backups hold.</param>
/// <param name="open">Opens a shell on the host.</param>
/// <param name="clean">Takes secrets out of what the host says.</param>
internal sealed class VolumeHost(ServiceInstance instance, IReadOnlyList<VolumePlace> volumes, Func<CancellationToken, Task<ITalkingShell>> open, Func<string, string> clean)
{
    public string Name => instance.Site.Host;

    public IReadOnlyList<VolumePlace> Volumes => volumes;

    public VolumeScripts Scripts { get; } = new(instance, volumes);

    /// <summary>The same host with those volumes only that are in a backup: others stay as they are.</summary>
    public VolumeHost Of(BackupManifest backup) => new(instance, [.. volumes.Where(volume => backup.Volumes.Contains(volume.Name))], open, clean);

    /// <summary>Returns what the script printed; throws <see cref="HostFailedException"/> with the way out where it failed.</summary>
    public async Task<string> RunAsync(HostText script, CancellationToken cancellation)
    {
        await using var shell = await open(cancellation).ConfigureAwait(false);
        var result = await shell.RunAsync(script, null, cancellation).ConfigureAwait(false);
        HostExit.Check(result.ExitCode, Name, Said(result));
        return result.Output;
    }

    /// <summary>Runs a script that gives or takes bytes; returns the marked lines that it said.</summary>
    public async Task<IReadOnlyList<string>> TalkAsync(HostText script, Func<Stream, Stream, CancellationToken, Task> talk, CancellationToken cancellation)
    {
        await using var shell = await open(cancellation).ConfigureAwait(false);
        var result = await shell.TalkAsync(script, talk, cancellation).ConfigureAwait(false);
        HostExit.Check(result.ExitCode, Name, Said(result));
        return [.. result.Errors.Split('\n').Where(line => line.StartsWith('@'))];
    }

    private string Said(ShellResult result) => clean(string.Join('\n', result.Errors.Split('\n').Where(line => !line.StartsWith('@'))).Trim());
}
