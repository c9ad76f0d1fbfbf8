using JamLab.Convergence;
using JamLab.Inventory.Diagnostics;
using Serilog;

namespace JamLab.Stages.Services.Backup;

/// <summary>Backs up services and brings them back. Services are independent: one that fails stops no other.</summary>
internal sealed class BackupStage(ILogger log, TimeProvider time)
{
    /// <summary>One outcome a service, in their order; so many services at a time.</summary>
    public async Task<IReadOnlyList<BackupOutcome>> BackUpAsync(IReadOnlyList<BackedUpService> services, int parallel, CancellationToken cancellation)
    {
        var outcomes = new BackupOutcome[services.Count];
        await Parallel.ForAsync(0, services.Count, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation }, async (index, token) =>
        {
            var started = time.GetTimestamp();
            var service = services[index];
            var outcome = new BackupOutcome(service.Name, service.Store.Place);
            try
            {
                outcome = await BackUpAsync(service, outcome, token).ConfigureAwait(false);
            }
            catch (Exception failed) when (failed is HostFailedException or HostLostException or StageException)
            {
                outcome = outcome with { Problem = failed.Message, WayOut = (failed as HostFailedException)?.WayOut ?? (failed as HostLostException)?.WayOut };
            }

            outcomes[index] = outcome with { Elapsed = time.GetElapsedTime(started) };
        }).ConfigureAwait(false);
        return outcomes;
    }

    /// <summary>The backup that a user means; throws what there is instead.</summary>
    public static async Task<BackupManifest> ChooseAsync(BackedUpService service, string? name, CancellationToken cancellation)
    {
        var backups = await service.Store.ListAsync(cancellation).ConfigureAwait(false);
        var chosen = name is null ? backups.FirstOrDefault(backup => backup.Machines == service.Machines) ?? (backups.Count > 0 ? backups[0] : null) : backups.FirstOrDefault(backup => backup.Name == name);
        return chosen ?? throw new DiagnosticException("JAM0372", name is null ? $"there is no backup of '{service.Name}' at {service.Store.Place}" : $"'{name}' is no backup of '{service.Name}' at {service.Store.Place}",
            backups.Count == 0 ? "make one: ./build.sh Backup" : $"it can be {string.Join(", ", backups.Select(backup => backup.Name))}");
    }

    /// <summary>The volumes that a restore would overwrite.</summary>
    public static async Task<IReadOnlyList<string>> FilledAsync(VolumeHost host, CancellationToken cancellation) =>
        [.. (await host.RunAsync(host.Scripts.Look, cancellation).ConfigureAwait(false)).Split('\n').Where(line => line.StartsWith("filled ", StringComparison.Ordinal)).Select(line => line[7..])];

    /// <summary>Unpacks a backup beside the volumes while the service goes on, and then puts it in their place; on a failure all is as it was.</summary>
    public async Task RestoreAsync(BackedUpService service, VolumeHost host, BackupManifest backup, CancellationToken cancellation)
    {
        if (backup.Volumes.Where(name => host.Volumes.All(volume => volume.Name != name)).ToList() is { Count: > 0 } gone)
            log.Warning("{Service:l}: the backup also has {Volumes:l}, which the inventory has no volume for: left out", service.Name, string.Join(", ", gone));
        var restored = host.Of(backup);
        log.Information("{Service:l}: unpacking {Backup:l} ({Size:l}) on {Host:l}", service.Name, backup.Name, BackupTables.Size(backup.Size), host.Name);
        await service.Store.UnpackAsync(restored, backup, cancellation).ConfigureAwait(false);
        log.Information("{Service:l}: putting it in place and waiting until the service is well", service.Name);
        await restored.RunAsync(restored.Scripts.Swap, cancellation).ConfigureAwait(false);
    }

    private async Task<BackupOutcome> BackUpAsync(BackedUpService service, BackupOutcome outcome, CancellationToken cancellation)
    {
        var host = await service.ActiveAsync(cancellation).ConfigureAwait(false);
        var others = await service.Store.ListAsync(cancellation).ConfigureAwait(false);
        var draft = new BackupManifest(service.Name, BackupManifest.Next(time.GetUtcNow(), others), "", host.Name, service.Machines, [.. host.Volumes.Select(volume => volume.Name)]);
        log.Information("{Service:l}: reading {Volumes:l} on {Host:l}", service.Name, string.Join(", ", draft.Volumes), host.Name);
        var backup = await service.Store.AddAsync(host, draft, service.Service.Backup.Command?.Value, cancellation).ConfigureAwait(false);
        if (backup.Changed)
            log.Warning("{Service:l}: files changed while they were read; with a backup.command that dumps what belongs together, backups fit together", service.Name);
        var expired = Retention.Expired([backup, .. others], service.Service.Backup.Keep);
        await service.Store.RemoveAsync(expired, cancellation).ConfigureAwait(false);
        return outcome with { Backup = backup, Removed = expired };
    }
}
