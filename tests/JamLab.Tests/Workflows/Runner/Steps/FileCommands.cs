namespace JamLab.Tests.Workflows.Runner.Steps;

/// <summary>Reads what a step wrote to GITHUB_ENV, GITHUB_OUTPUT or GITHUB_STATE: <c>NAME=value</c>, or <c>NAME&lt;&lt;DELIMITER</c> with lines up to the delimiter.</summary>
public static class FileCommands
{
    /// <summary>Throws <see cref="StepFailedException"/> for what fails a step on GitHub.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string text)
    {
        var result = new List<KeyValuePair<string, string>>();
        var at = 0;
        while (Line(text, ref at) is { } line)
        {
            if (line.Length == 0)
                continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var heredoc = line.IndexOf("<<", StringComparison.Ordinal);
            if (equals >= 0 && (heredoc < 0 || equals < heredoc))
                result.Add(Pair(line, line[..equals], line[(equals + 1)..]));
            else if (heredoc >= 0)
                result.Add(Pair(line, line[..heredoc], Until(line[(heredoc + 2)..], line, text, ref at)));
            else
                throw new StepFailedException($"Invalid format '{line}'");
        }

        return result;
    }

    private static KeyValuePair<string, string> Pair(string line, string name, string value) =>
        name.Length == 0 ? throw new StepFailedException($"Invalid format '{line}'. Name must not be empty") : KeyValuePair.Create(name, value);

    private static string Until(string delimiter, string line, string text, ref int at)
    {
        if (delimiter.Length == 0)
            throw new StepFailedException($"Invalid format '{line}'. Delimiter must not be empty");
        var start = at;
        while (true)
        {
            var before = at;
            var next = Line(text, ref at) ?? throw new StepFailedException($"Invalid value. Matching delimiter not found '{delimiter}'");
            if (next == delimiter)
                return before == start ? "" : text[start..(before - 1)];
        }
    }

    // A carriage return is part of the line, as on GitHub's runners for Linux.
    private static string? Line(string text, ref int at)
    {
        if (at >= text.Length)
            return null;
        var start = at;
        var end = text.IndexOf('\n', at);
        at = end < 0 ? text.Length : end + 1;
        return end < 0 ? text[start..] : text[start..end];
    }
}
