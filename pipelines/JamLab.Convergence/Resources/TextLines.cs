namespace JamLab.Convergence.Resources;

/// <summary>A text as lines, with its own way to end them; a line put behind a last one that has no end gives it one.</summary>
internal sealed class TextLines
{
    private readonly List<string> _lines;
    private readonly string _end;

    private TextLines(List<string> lines, string end) => (_lines, _end) = (lines, end);

    public int Count => _lines.Count;

    public string this[int index] => _lines[index].TrimEnd('\r');

    public static TextLines Of(string text)
    {
        var lines = text.Split('\n').ToList();
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return new TextLines(lines, lines is [[.., '\r'], ..] ? "\r" : "");
    }

    public int FindIndex(Predicate<string> match) => _lines.FindIndex(line => match(line.TrimEnd('\r')));

    public int FindLastIndex(Predicate<string> match) => _lines.FindLastIndex(line => match(line.TrimEnd('\r')));

    /// <summary>Whether there was any.</summary>
    public bool RemoveAll(Predicate<string> match) => _lines.RemoveAll(line => match(line.TrimEnd('\r'))) > 0;

    public void Replace(int start, int count, IEnumerable<string> news)
    {
        _lines.RemoveRange(start, count);
        _lines.InsertRange(start, news.Select(line => line + _end));
    }

    public override string ToString() => string.Concat(_lines.Select(line => line + "\n"));
}
