using System.Text.RegularExpressions;

namespace JamLab.Convergence.Resources;

/// <summary>
/// One line of a text file. The first line that matches <see cref="Matching"/> becomes the text; without a match the text must stand somewhere, and is else put at the anchor or at the end.
/// With <c>IsAbsent</c> all lines that match or equal the text go.
/// </summary>
public sealed record Line(string Path, HostText Text) : FileEdit(Path)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public HostText Text { get; } = Text.Reveal().AsSpan().ContainsAny('\n', '\r') ? throw new ArgumentException($"a line of {Path} holds a line break; use a block") : Text;

    /// <summary>A regular expression (.NET's) for the line that the text replaces.</summary>
    public string? Matching { get; init => field = Checked(value); }

    /// <summary>A new line comes behind the last line that this regular expression matches.</summary>
    public string? After { get; init => field = Checked(value); }

    /// <summary>A new line comes in front of the first line that this regular expression matches; <see cref="After"/> goes first.</summary>
    public string? Before { get; init => field = Checked(value); }

    public override string Name => $"line {(Matching is null ? $"'{Text}'" : $"like '{Matching}'")} in {Path}";

    protected override bool IsSecret => Text.IsSecret;

    protected override string Edited(string text)
    {
        var lines = TextLines.Of(text);
        var wanted = Text.Reveal();
        if (IsAbsent)
            return lines.RemoveAll(line => line == wanted || Matches(Matching, line)) ? lines.ToString() : text;
        var index = lines.FindIndex(line => line == wanted || Matches(Matching, line));
        if (index >= 0 && lines[index] == wanted)
            return text;
        if (index >= 0)
            lines.Replace(index, 1, [wanted]);
        else
            lines.Replace(Place(lines, After, Before), 0, [wanted]);
        return lines.ToString();
    }

    /// <summary>Where something new goes: behind the last match of one, in front of the first of the other, or at the end.</summary>
    internal static int Place(TextLines lines, string? after, string? before)
    {
        var behind = lines.FindLastIndex(line => Matches(after, line)) + 1;
        if (behind > 0)
            return behind;
        var front = lines.FindIndex(line => Matches(before, line));
        return front >= 0 ? front : lines.Count;
    }

    internal static string? Checked(string? expression) => expression is null ? null : new Regex(expression).ToString();

    private static bool Matches(string? expression, string line) => expression is not null && Regex.IsMatch(line, expression, RegexOptions.CultureInvariant, Patience);
}
