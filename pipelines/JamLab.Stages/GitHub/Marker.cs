using System.Text.RegularExpressions;

namespace JamLab.Stages.GitHub;

/// <summary>How a text of ours is found again: a comment that HTML hides, in the first line.</summary>
internal sealed partial class Marker
{
    private readonly string _line;

    public Marker(string name) => _line = Name.IsMatch(name) ? $"<!-- {name} -->" : throw new ArgumentException($"'{name}' cannot be hidden in a comment", nameof(name));

    public string Mark(string body) => $"{_line}\n{body}";

    /// <summary>Only at the beginning: a quotation of our text is not our text.</summary>
    public bool IsIn(string? body) => body?.StartsWith(_line, StringComparison.Ordinal) == true;

    [GeneratedRegex(@"^[A-Za-z0-9](?:[A-Za-z0-9:._/]|-(?!-))*$")]
    private static partial Regex Name { get; }
}
