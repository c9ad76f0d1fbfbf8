namespace Nuke.Common.Output;

/// <summary>The candidates for the word at the end of a command line: targets first, then parameters, and the values of the one before.</summary>
internal static class Completion
{
    /// <param name="line">The line up to the cursor, command included; after a space the next word is asked for.</param>
    public static IReadOnlyList<string> Candidates(CompletionModel model, string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var current = line.EndsWith(' ') || words.Length < 2 ? "" : words[^1];
        var before = words.Skip(1).Take(words.Length - 1 - (current.Length > 0 ? 1 : 0)).ToList();
        if (before.Contains("--"))
            return [];
        return [.. Offered(model, before, current).Where(c => StartsWith(c, current)).Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> Offered(CompletionModel model, List<string> before, string current)
    {
        var used = before.Where(IsOption).Select(Normalize).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var parameters = model.Parameters.Where(p => !used.Contains(p.Name)).Select(p => p.Dashed);
        if (current.StartsWith('-'))
            return parameters;

        var option = before.FindLastIndex(IsOption);
        var given = before.Skip(option + 1).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (option < 0)
            return model.Targets.Where(t => !given.Contains(t));

        var parameter = model.Parameters.FirstOrDefault(p => p.Name.Equals(Normalize(before[option]), StringComparison.OrdinalIgnoreCase));
        if (parameter is null || parameter.IsSwitch || (given.Count > 0 && !parameter.IsList))
            return parameters;
        return parameter.Values.Count > 0 ? parameter.Values.Where(v => !given.Contains(v)) : [];
    }

    private static bool IsOption(string word) => word.StartsWith('-');

    private static string Normalize(string word) => word.Replace("-", "", StringComparison.Ordinal);

    /// <summary>Names ignore case, and parameters their dashes: <c>--dryr</c> is the beginning of <c>--dry-run</c>.</summary>
    private static bool StartsWith(string candidate, string typed) =>
        candidate.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
        || (IsOption(candidate) && Normalize(candidate).StartsWith(Normalize(typed), StringComparison.OrdinalIgnoreCase));
}
