namespace JamLab.Stages.Updates;

/// <summary>A list of sums as <c>sha256sum</c> and <c>sha512sum</c> print it: the sum, blanks, perhaps a star, the file's name.</summary>
internal static class SumList
{
    /// <summary>Sums by file name, in lower case; lines that are none are passed over.</summary>
    public static IReadOnlyDictionary<string, string> Read(string text, int digits)
    {
        var sums = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var sum, var name] && sum.Length == digits && sum.All(char.IsAsciiHexDigit))
                sums[name.TrimStart('*')] = sum.ToLowerInvariant();
        }

        return sums;
    }
}
