namespace JamLab.Inventory.Text;

/// <summary>The name that was probably meant: nearest by edits (swapped neighbours count one), if near at all.</summary>
public static class Nearest
{
    /// <summary>Null when nothing is near, or the text is empty or too long to be a name.</summary>
    public static string? Find(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > 64)
            return null;
        var limit = Math.Max(1, Math.Min(3, written.Length / 3));
        string? best = null;
        var bestDistance = limit + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - written.Length) >= bestDistance)
                continue;
            var distance = Distance(written.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    /// <summary>"did you mean …?", for a diagnostic's help.</summary>
    public static string? Hint(string written, IEnumerable<string> candidates, Func<string, string>? show = null) =>
        Find(written, candidates) is { } found ? $"did you mean {(show ?? (name => name))(found)}?" : null;

    /// <summary>Optimal string alignment distance.</summary>
    internal static int Distance(string left, string right)
    {
        var beforePrevious = new int[right.Length + 1];
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }

            (beforePrevious, previous) = (previous, current);
        }

        return previous[right.Length];
    }
}
