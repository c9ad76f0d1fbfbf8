using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Services;
using JamLab.Stages.Services.Backup;
using JamLab.Stages.Ssh;
using Spectre.Console;

namespace JamLab.Stages;

public sealed partial class LabStages
{
    /// <summary>Backs up the volumes of the services; returns what was done, and throws all failures together once the others are through.</summary>
    public async Task<string> BackUpAsync(CancellationToken cancellation)
    {
        using var held = await LockAsync(cancellation).ConfigureAwait(false);
        var services = BackedUp();
        if (options.DryRun)
            return await TellBackupsAsync(services, cancellation).ConfigureAwait(false);
        var outcomes = await new BackupStage(log, time).BackUpAsync(services, options.Parallel ?? 4, cancellation).ConfigureAwait(false);
        if (outcomes.Count > 0)
            Output.Write(BackupTables.Outcomes(outcomes));
        var failures = outcomes.Where(one => one.Problem is not null).ToList();
        if (failures.Count > 0)
            throw new StageException(string.Join('\n', failures.Select(one => $"{one.Service}: {one.Problem}{(one.WayOut is null ? "" : $"\n  {one.WayOut}")}")));
        return outcomes.Count == 0 ? "no service has a volume with backup: true" : $"backed up {string.Join(' ', outcomes.Select(one => one.Service))}";
    }

    /// <summary>Brings the volumes of the one service that was named back from a backup, the newest one unless it is named too; returns what was done.</summary>
    public async Task<string> RestoreAsync(string? name, CancellationToken cancellation)
    {
        using var held = await LockAsync(cancellation).ConfigureAwait(false);
        if (ChosenServices() is not [var only])
            throw new DiagnosticException("JAM0371", $"--service names {options.Services.Count} services", "restore one at a time");
        if (BackedUp() is not [var service])
            throw new DiagnosticException("JAM0371", $"no volume of '{only.Name}' has backup: true, so that there is no backup of it", "set it in the inventory where the backup came from");
        try
        {
            var backup = await BackupStage.ChooseAsync(service, name, cancellation).ConfigureAwait(false);
            var host = await service.ActiveAsync(cancellation).ConfigureAwait(false);
            var filled = await BackupStage.FilledAsync(host.Of(backup), cancellation).ConfigureAwait(false);
            if (options.DryRun)
                return $"would restore {backup.Name} to {service.Name} on {host.Name}{(filled.Count == 0 ? "" : $" over what is in {string.Join(", ", filled)}")}";
            AllowOverwriting(service, host, filled);
            await new BackupStage(log, time).RestoreAsync(service, host, backup, cancellation).ConfigureAwait(false);
            return $"{service.Name} on {host.Name} is as it was at {backup.Name}";
        }
        catch (HostFailedException failed)
        {
            throw new StageException($"{service.Name}: {failed.Message}", failed.WayOut);
        }
        catch (HostLostException lost)
        {
            throw new StageException($"{service.Name}: {lost.Message}", $"{lost.WayOut}: what was begun is taken back or cleared away first");
        }
    }

    /// <summary>Lists all backups that are whole.</summary>
    public async Task ListBackupsAsync(CancellationToken cancellation)
    {
        using var held = await LockAsync(cancellation).ConfigureAwait(false);
        var found = new List<(BackupManifest, string)>();
        foreach (var service in BackedUp())
        {
            try
            {
                found.AddRange((await service.Store.ListAsync(cancellation).ConfigureAwait(false)).Select(backup => (backup, service.Store.Place)));
            }
            catch (Exception failed) when (failed is HostFailedException or HostLostException)
            {
                log.Warning("{Service:l}: {Problem:l}", service.Name, failed.Message);
            }
        }

        Output.Write(BackupTables.List(found));
    }

    private void AllowOverwriting(BackedUpService service, VolumeHost host, IReadOnlyList<string> filled)
    {
        if (filled.Count == 0 || options.AllowOverwrite)
            return;
        var what = $"what is in {string.Join(", ", filled)} of {service.Name} on {host.Name}";
        if (options.IsInteractive && Output.Confirm($"Replace {what}?", defaultValue: false))
            return;
        throw new DiagnosticException("JAM0373", $"Restore would replace {what}", "add --allow-overwrite if that is what you want");
    }

    // What an export holds only a host can tell, and a dry run sends nothing to any.
    private async Task<string> TellBackupsAsync(List<BackedUpService> services, CancellationToken cancellation)
    {
        foreach (var service in services)
        {
            var others = service.Store is BackupFolder ? await service.Store.ListAsync(cancellation).ConfigureAwait(false) : [];
            var next = new BackupManifest(service.Name, BackupManifest.Next(time.GetUtcNow(), others), "", "", service.Machines, []);
            var expired = Retention.Expired([next, .. others], service.Service.Backup.Keep);
            log.Information("{Service:l}: would back up {Volumes:l} to {Place:l}{Deleting:l}", service.Name, string.Join(", ", VolumePlace.Of(service.Service).Select(volume => volume.Name)), service.Store.Place,
                expired.Count == 0 ? "" : $" and delete {string.Join(' ', expired.Select(old => old.Name))}");
        }

        return services.Count == 0 ? "nothing would be backed up" : $"would back up {string.Join(' ', services.Select(service => service.Name))}";
    }

    private List<BackedUpService> BackedUp()
    {
        var inventory = Inventory;
        var machines = new MachineSet(Paths, inventory);
        var chosen = ChosenServices().Where(service => VolumePlace.Of(service).Count > 0).ToList();
        foreach (var service in chosen.Where(service => service.Runtime != ServiceRuntime.Systemd))
            log.Warning("{Service:l} is not backed up: Nomad chooses where its volumes are; back up the folders of host_volumes on its clients", service.Name.Value);
        using var work = OpenServices(TimeSpan.FromSeconds(40));
        var secrets = work.Secrets;
        string Clean(string text) => new Redaction([.. secrets.Opened.Select(secret => secret.Reveal())]).Clean(text);
        return [.. work.Deployments([.. chosen.Where(service => service.Runtime == ServiceRuntime.Systemd)]).Select(deployment => BackedUp(deployment, work, machines, Clean))];
    }

    private BackedUpService BackedUp(Deployment deployment, ServiceWork work, MachineSet machines, Func<string, string> clean)
    {
        var service = deployment.Service;
        var volumes = VolumePlace.Of(service);
        // It may still be where an earlier inventory had it.
        var earlier = work.History.Of(deployment.Name).Hosts.Select(Inventory.Find).OfType<Host>();
        var hosts = deployment.Placed.Concat(earlier).DistinctBy(host => host.Name.Value).Where(host => machines.Endpoint(host.Name) is not null)
            .Select(host => new VolumeHost(work.Instance(deployment, host), volumes, token => ConnectorOf(machines, host, TimeSpan.FromSeconds(40)).OpenAsync(token), clean)).ToList();
        if (deployment.Placed.Count > 1 && service.Volumes.Values.Any(volume => volume.Backup && volume.Nfs is null))
            log.Warning("{Service:l} has {Count} instances with data of their own; only that of the first one is backed up", deployment.Name, deployment.Placed.Count);
        IBackupStore store = service.Backup.Nfs is { } export
            ? new BackupShare(export.Value.ToString(), deployment.Name, hosts.Count > 0 ? hosts[0] : throw new StageException($"{deployment.Name}: none of its machines was ever made, and only they reach {export}", "run ProvisionVms and DeployServices first"))
            : new BackupFolder(Path.Combine(Paths.EnvironmentFolder, service.Backup.Folder?.Value ?? Path.Combine(Paths.State, "backups"), deployment.Name));
        return new BackedUpService(service, hosts, store, machines.Hypervisor);
    }
}
