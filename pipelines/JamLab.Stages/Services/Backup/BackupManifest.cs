using System.Globalization;
using System.Text.Json;

namespace JamLab.Stages.Services.Backup;

/// <summary>What is known of a backup; it lies beside the archive as JSON, and an archive without it is not whole.</summary>
/// <param name="Service">Whose data it is.</param>
/// <param name="At">When its volumes were read, to the second.</param>
/// <param name="Version">The service's version then.</param>
/// <param name="Host">Where it ran.</param>
/// <param name="Machines">Which machines that was, <c>qemu</c> or <c>nspawn</c>: a rehearsal's backups never push out those of others.</param>
/// <param name="Volumes">The volumes that are in it.</param>
internal sealed record BackupManifest(string Service, DateTimeOffset At, string Version, string Host, string Machines, IReadOnlyList<string> Volumes)
{
    /// <summary>What the archive's and this one's file names end with.</summary>
    public const string Archive = ".tar.gz", Described = ".json", Unfinished = ".part";

    private const string Format = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Bytes of the archive.</summary>
    public long Size { get; init; }

    /// <summary>Of the archive, in lower-case hexadecimal.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Whether files changed while they were read, so that what is in it may not fit together.</summary>
    public bool Changed { get; init; }

    /// <summary>What the user calls it, and the files too: its time in UTC.</summary>
    public string Name => NameOf(At);

    public static string NameOf(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The time that a name stands for; null for what is none.</summary>
    public static DateTimeOffset? TimeOf(string name) =>
        DateTimeOffset.TryParseExact(name, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The first second from <paramref name="now"/> on that no other backup has.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, IEnumerable<BackupManifest> others)
    {
        var taken = others.Select(other => other.Name).ToHashSet(StringComparer.Ordinal);
        var at = now.ToUniversalTime();
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
        while (taken.Contains(NameOf(at)))
            at = at.AddSeconds(1);
        return at;
    }

    public string ToJson() => JsonSerializer.Serialize(this, BackupJson.Default.BackupManifest);

    /// <summary>Null for text that describes no backup.</summary>
    public static BackupManifest? FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, BackupJson.Default.BackupManifest) is { Sha256.Length: 64 } whole ? whole : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
