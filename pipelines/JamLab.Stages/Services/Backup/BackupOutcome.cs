namespace JamLab.Stages.Services.Backup;

/// <summary>How the backup of one service came out: the backup, those that went for it, or what went wrong.</summary>
internal sealed record BackupOutcome(string Service, string Place)
{
    public BackupManifest? Backup { get; init; }

    public IReadOnlyList<BackupManifest> Removed { get; init; } = [];

    public TimeSpan Elapsed { get; init; }

    public string? Problem { get; init; }

    public string? WayOut { get; init; }
}
