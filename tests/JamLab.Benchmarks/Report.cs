namespace JamLab.Benchmarks;

/// <summary>Puts sections into a Markdown file, each between its own markers; the rest of the file stays as it is.</summary>
internal static class Report
{
    public static string Put(string document, string name, string title, string text)
    {
        string start = $"<!-- {name}: start -->", end = $"<!-- {name}: end -->";
        var section = $"{start}\n\n## {title}\n\n{text.Trim()}\n\n{end}";
        var from = document.IndexOf(start, StringComparison.Ordinal);
        if (from < 0)
            return $"{document.TrimEnd()}\n\n{section}\n";
        var to = document.IndexOf(end, from, StringComparison.Ordinal);
        return to < 0
            ? throw new FormatException($"'{start}' has no '{end}'")
            : document[..from] + section + document[(to + end.Length)..];
    }
}
