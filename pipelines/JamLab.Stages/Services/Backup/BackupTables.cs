using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace JamLab.Stages.Services.Backup;

/// <summary>What runs about backups show in the end.</summary>
internal static class BackupTables
{
    public static IRenderable Outcomes(IReadOnlyList<BackupOutcome> outcomes)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Service", "Backup", "Version", "Host", "Size", "Deleted", "Where", "Seconds");
        foreach (var one in outcomes)
        {
            table.AddRow(
                new Text(one.Service),
                one.Backup is { } backup ? new Text(backup.Name, Color.Green) : new Text("failed", Color.Red),
                new Text(one.Backup?.Version ?? ""),
                new Text(one.Backup?.Host ?? ""),
                new Text(one.Backup is { } whole ? Size(whole.Size) : ""),
                new Text(string.Join(' ', one.Removed.Select(old => old.Name))),
                new Text(one.Place),
                new Text(one.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)));
        }

        return table;
    }

    public static IRenderable List(IEnumerable<(BackupManifest Backup, string Place)> backups)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Service", "Backup", "Size", "Version", "Host", "Volumes", "Where");
        foreach (var (backup, place) in backups)
            table.AddRow(new Text(backup.Service), new Text(backup.Name), new Text(Size(backup.Size)), new Text(backup.Version), new Text($"{backup.Host} ({backup.Machines})"), new Text(string.Join(' ', backup.Volumes)), new Text(place));
        return table;
    }

    /// <summary>Bytes in the largest unit that leaves at least 1.</summary>
    public static string Size(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB"];
        var unit = 0;
        double size = bytes;
        for (; size >= 1024 && unit < units.Length - 1; unit++)
            size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {units[unit]}");
    }
}
