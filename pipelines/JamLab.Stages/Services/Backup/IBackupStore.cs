using JamLab.Convergence;

namespace JamLab.Stages.Services.Backup;

/// <summary>Where the backups of one service lie: a folder of this computer, or an export that hosts write to themselves. All throws are <see cref="StageException"/>, <see cref="HostFailedException"/> and <see cref="HostLostException"/>.</summary>
internal interface IBackupStore
{
    /// <summary>As messages show it.</summary>
    string Place { get; }

    /// <summary>The whole ones, the newest first.</summary>
    Task<IReadOnlyList<BackupManifest>> ListAsync(CancellationToken cancellation);

    /// <summary>Makes a backup and clears away what earlier runs left unfinished; returns it as it is kept.</summary>
    Task<BackupManifest> AddAsync(VolumeHost host, BackupManifest draft, string? hook, CancellationToken cancellation);

    Task RemoveAsync(IReadOnlyList<BackupManifest> backups, CancellationToken cancellation);

    /// <summary>Unpacks a backup beside the volumes of the host, once its bytes are found to be what they were.</summary>
    Task UnpackAsync(VolumeHost host, BackupManifest backup, CancellationToken cancellation);
}
