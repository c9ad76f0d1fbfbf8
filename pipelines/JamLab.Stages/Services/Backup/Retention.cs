namespace JamLab.Stages.Services.Backup;

/// <summary>Which backups are kept.</summary>
internal static class Retention
{
    /// <summary>Those that are one too many: of the newest one's machines all but the newest <paramref name="keep"/>, at least one, the oldest first.</summary>
    public static IReadOnlyList<BackupManifest> Expired(IEnumerable<BackupManifest> backups, int keep)
    {
        var newestFirst = backups.OrderByDescending(backup => backup.At).ToList();
        return [.. newestFirst.Where(backup => backup.Machines == newestFirst[0].Machines).Skip(Math.Max(1, keep)).Reverse()];
    }
}
