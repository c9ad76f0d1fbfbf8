using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Text;

/// <summary>IANA time zone names, from a list that travels along: the computer that checks may have no tzdata.</summary>
internal static class TimeZoneText
{
    private static readonly Lazy<HashSet<string>> Known = new(Read);

    public static Parsed<string> Parse(string text)
    {
        if (Known.Value.Contains(text))
            return text;
        var underscored = text.Replace(' ', '_');
        var sameCity = Known.Value.FirstOrDefault(zone => zone[(zone.LastIndexOf('/') + 1)..].Equals(underscored, StringComparison.OrdinalIgnoreCase));
        var meant = Known.Value.FirstOrDefault(zone => zone.Equals(underscored, StringComparison.OrdinalIgnoreCase)) ?? sameCity ?? Nearest.Find(text, Known.Value);
        return new Mistake(Codes.BadTimeZone, $"{Show.Value(text)} is not a time zone", meant is null ? "write it as Europe/Tallinn or Etc/UTC" : $"did you mean {meant}?");
    }

    private static HashSet<string> Read()
    {
        using var stream = typeof(TimeZoneText).Assembly.GetManifestResourceStream("TimeZones.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
