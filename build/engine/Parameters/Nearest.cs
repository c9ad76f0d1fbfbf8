namespace Nuke.Common.Execution;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>The candidate that is nearest in edits, or null when none is near (a third of the letters, at least two).</summary>
    public static string? To(string typed, IEnumerable<string> candidates)
    {
        var limit = Math.Max(2, typed.Length / 3);
        string? best = null;
        foreach (var candidate in candidates.Order(StringComparer.Ordinal))
        {
            var distance = Distance(typed.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance <= limit && distance < candidate.Length)
            {
                best = candidate;
                limit = distance - 1;
            }
        }

        return best;
    }

    /// <summary><c>expected A, B or C; did you mean B?</c></summary>
    public static string OneOf(string typed, IReadOnlyList<string> allowed)
    {
        var list = allowed.Count == 1 ? allowed[0] : $"{string.Join(", ", allowed.SkipLast(1))} or {allowed[^1]}";
        return $"expected {list}{DidYouMean(typed, allowed)}";
    }

    /// <summary><c>; did you mean 'B'?</c>, or nothing.</summary>
    public static string DidYouMean(string typed, IEnumerable<string> candidates, string prefix = "") =>
        To(typed, candidates) is { } nearest ? $"; did you mean '{prefix}{nearest}'?" : "";

    /// <summary>Damerau-Levenshtein (optimal string alignment): an exchange of neighbours is one edit.</summary>
    public static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(substitution, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
