namespace JamLab.Convergence.Resources;

/// <summary>
/// Lines of a text file between two comments that say whose they are (<c># BEGIN JamLab</c>, <c># END JamLab</c>). A block that is there stays where it is; a new one is put at the anchor or at the end.
/// With <c>IsAbsent</c> it goes, and its two comments with it.
/// </summary>
public sealed record Block(string Path, HostText Text) : FileEdit(Path)
{
    /// <summary>Tells blocks of one file apart.</summary>
    public string Title { get; init => field = value.Length > 0 && !value.Any(char.IsControl) ? value : throw new ArgumentException($"'{value}' is no title for a block"); } = "JamLab";

    /// <summary>What the file's comments start with.</summary>
    public string Comment { get; init; } = "#";

    /// <summary>A new block comes behind the last line that this regular expression matches.</summary>
    public string? After { get; init => field = Line.Checked(value); }

    /// <summary>A new block comes in front of the first line that this regular expression matches; <see cref="After"/> goes first.</summary>
    public string? Before { get; init => field = Line.Checked(value); }

    public override string Name => $"block '{Title}' in {Path}";

    protected override bool IsSecret => Text.IsSecret;

    private string Begin => $"{Comment} BEGIN {Title}";

    private string End => $"{Comment} END {Title}";

    protected override string Edited(string text)
    {
        var lines = TextLines.Of(text);
        // A begin without an end is somebody's leftover: only the nearest one belongs to the end, or what lies between would be lost.
        var begin = -1;
        var end = -1;
        for (var i = 0; i < lines.Count && end < 0; i++)
        {
            if (lines[i] == Begin)
                begin = i;
            else if (lines[i] == End && begin >= 0)
                end = i;
        }

        if (end < 0 && IsAbsent)
            return text;
        string[] wanted = IsAbsent ? [] : [Begin, .. Inner(), End];
        if (end < 0)
            lines.Replace(Line.Place(lines, After, Before), 0, wanted);
        else if (!Enumerable.Range(begin, end - begin + 1).Select(i => lines[i]).SequenceEqual(wanted))
            lines.Replace(begin, end - begin + 1, wanted);
        else
            return text;
        return lines.ToString();
    }

    private string[] Inner()
    {
        var text = Text.Reveal().ReplaceLineEndings("\n");
        if (text.EndsWith('\n'))
            text = text[..^1];
        var inner = text.Length == 0 && Text.IsEmpty ? [] : text.Split('\n');
        return inner.Contains(Begin) || inner.Contains(End) ? throw new ArgumentException($"the text of {Name} holds one of its own two comments") : inner;
    }
}
