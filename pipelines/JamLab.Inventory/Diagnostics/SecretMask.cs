using JamLab.Inventory.Checks;
using JamLab.Inventory.Text;

namespace JamLab.Inventory.Diagnostics;

/// <summary>
/// Which parts of a line must not be shown. It looks at the text alone, because a line may be shown for any other mistake,
/// and in a file that is not even YAML.
/// </summary>
internal static class SecretMask
{
    private const int LongestKey = 200;

    // A service's, which holds names of secrets; what is none may be the secret itself.
    private const string Secrets = "secrets";

    public static IReadOnlyList<Range> Regions(string[] lines, int index)
    {
        var line = lines[index];
        if (SecretScan.IsKeyStart(line) is { } key)
            return [Math.Min(line.Length, HeaderEnd(line, key))..line.Length];
        var indent = Indent(line);
        if (IsInsideKey(lines, index) || IsBelow(lines, index, indent, key => SecretScan.IsPasswordKey(key)))
            return [indent..line.Length];

        var secrets = IsBelow(lines, index, indent, key => key.SequenceEqual(Secrets)) ? 0 : line.IndexOf(Secrets + ":", StringComparison.Ordinal) is var at and >= 0 ? at + Secrets.Length + 1 : int.MaxValue;
        var regions = new List<Range>();
        for (var colon = line.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = colon + 1 < line.Length ? line.IndexOf(':', colon + 1) : -1)
        {
            if ((colon >= secrets || SecretScan.IsPasswordKey(line.AsSpan(0, colon).TrimEnd(" '\""))) && ValueAfter(line, colon) is { } value && !(colon >= secrets && SecretNameText.IsName(line[value].Trim())))
                regions.Add(value);
            else if (line.AsSpan(colon).StartsWith("://") && UserInfo(line, colon + 3) is { } password)
                regions.Add(password);
        }

        return regions;
    }

    /// <summary>Whether a private key stands on the line.</summary>
    public static bool IsKey(string[] lines, int index) => SecretScan.IsKeyStart(lines[index]) is not null || IsInsideKey(lines, index);

    private static int Indent(string line) => line.Length - line.AsSpan().TrimStart(" \t-").Length;

    // The header tells which kind of key it is and is no secret; the rest of the line may be all of the key.
    private static int HeaderEnd(string line, int start)
    {
        var dashes = line.IndexOf("KEY-----", start, StringComparison.Ordinal);
        return dashes >= 0 ? dashes + 8 : line.AsSpan(start).StartsWith("PuTTY") ? start + 21 : start + 14;
    }

    private static bool IsInsideKey(string[] lines, int index)
    {
        for (var above = index - 1; above >= Math.Max(0, index - LongestKey); above--)
        {
            if (lines[above].Contains("-----END", StringComparison.Ordinal))
                return false;
            if (SecretScan.IsKeyStart(lines[above]) is { } start)
                return !lines[above].AsSpan(start).StartsWith("AGE");
        }

        return false;
    }

    // password: | and its value on the lines below, or a quoted one that goes on there.
    private static bool IsBelow(string[] lines, int index, int indent, Func<ReadOnlySpan<char>, bool> isMeant)
    {
        for (var above = index - 1; above >= Math.Max(0, index - LongestKey); above--)
        {
            var other = lines[above];
            if (string.IsNullOrWhiteSpace(other) || Indent(other) >= indent)
                continue;
            var colon = other.IndexOf(':', StringComparison.Ordinal);
            return colon > 0 && isMeant(other.AsSpan(0, colon).Trim(" '\"\t-"));
        }

        return false;
    }

    private static Range? ValueAfter(string line, int colon)
    {
        var start = colon + 1;
        while (start < line.Length && line[start] == ' ')
            start++;
        if (start == line.Length || line[start] is '#' or '!' or '{' or '[' or '|' or '>' or '*')
            return null;
        var end = line[start] is '"' or '\'' ? QuoteEnd(line, start)
            : line.AsSpan(0, start).Contains('{') && line.AsSpan(start).IndexOfAny(",}") is var stop and >= 0 ? start + stop
            : line.AsSpan(start).IndexOf(" #") is var comment and >= 0 ? start + comment
            : line.Length;
        return start..end;
    }

    // \" and '' do not end their text.
    private static int QuoteEnd(string line, int start)
    {
        for (var i = start + 1; i < line.Length; i++)
        {
            if (line[start] == '"' && line[i] == '\\')
                i++;
            else if (line[i] == line[start] && line[start] == '\'' && i + 1 < line.Length && line[i + 1] == '\'')
                i++;
            else if (line[i] == line[start])
                return i + 1;
        }

        return line.Length;
    }

    private static Range? UserInfo(string line, int start)
    {
        var rest = line.AsSpan(start);
        var end = rest.IndexOfAny(" /\"'") is var stop and >= 0 ? stop : rest.Length;
        var at = rest[..end].LastIndexOf('@');
        var colon = rest[..end].IndexOf(':');
        return colon >= 0 && colon < at ? (start + colon + 1)..(start + at) : null;
    }
}
