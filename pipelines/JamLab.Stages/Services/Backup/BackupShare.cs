using JamLab.Convergence;

namespace JamLab.Stages.Services.Backup;

/// <summary>A service's backups on an NFS export, below a folder of its name; hosts mount it for as long as they need it. <paramref name="reader"/> is the host that lists and removes.</summary>
internal sealed class BackupShare(string export, string service, VolumeHost reader) : IBackupStore
{
    public string Place => $"{export.TrimEnd('/')}/{service}";

    public async Task<IReadOnlyList<BackupManifest>> ListAsync(CancellationToken cancellation)
    {
        var lines = (await reader.RunAsync(reader.Scripts.List(export), cancellation).ConfigureAwait(false)).Split('\n');
        return [.. lines.Select(Read).OfType<BackupManifest>().OrderByDescending(backup => backup.At)];
    }

    public async Task<BackupManifest> AddAsync(VolumeHost host, BackupManifest draft, string? hook, CancellationToken cancellation) =>
        BackupManifest.FromJson(await host.RunAsync(host.Scripts.PackOnShare(hook, export, draft), cancellation).ConfigureAwait(false))
            ?? throw new HostFailedException($"{host.Name} did not describe the backup", "run again");

    public async Task RemoveAsync(IReadOnlyList<BackupManifest> backups, CancellationToken cancellation)
    {
        if (backups.Count > 0)
            await reader.RunAsync(reader.Scripts.Remove(export, backups.Select(backup => backup.Name)), cancellation).ConfigureAwait(false);
    }

    public Task UnpackAsync(VolumeHost host, BackupManifest backup, CancellationToken cancellation) =>
        host.RunAsync(host.Scripts.UnpackFromShare(export, backup), cancellation);

    private static BackupManifest? Read(string line) =>
        line.Split(' ', 2) is [var size, var json] && long.TryParse(size, out var bytes) && BackupManifest.FromJson(json) is { } backup && backup.Size == bytes ? backup : null;
}
