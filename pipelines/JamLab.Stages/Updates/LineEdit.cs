using JamLab.Inventory.Diagnostics;

namespace JamLab.Stages.Updates;

/// <summary>Changes words at their places in a file, and no other byte of it.</summary>
internal static class LineEdit
{
    /// <summary>The text with each word replaced; throws <see cref="PublisherException"/> where a word is not at its place as it reads, such as one that is folded over lines.</summary>
    public static string Apply(string text, IEnumerable<(SourceSpan Place, string From, string To)> edits)
    {
        foreach (var (place, from, to) in edits.OrderByDescending(one => one.Place.Line).ThenByDescending(one => one.Place.Column))
        {
            var start = LineStart(text, place.Line);
            var end = text.IndexOf('\n', start) is var found and >= 0 ? found : text.Length;
            var at = text.IndexOf(from, Math.Min(start + place.Column - 1, end), StringComparison.Ordinal);
            if (at < 0 || at + from.Length > end)
                throw new PublisherException($"{place}: '{from}' is not there on one line, and would have to be changed by hand");
            text = string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
        }

        return text;
    }

    private static int LineStart(string text, int line)
    {
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        for (var n = 1; n < line; n++)
            start = text.IndexOf('\n', start) + 1;
        return start;
    }
}
