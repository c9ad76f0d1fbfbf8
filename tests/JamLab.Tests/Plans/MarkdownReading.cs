using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using JamLab.Stages.Plans.Markdown;

namespace JamLab.Tests.Plans;

/// <summary>
/// A page as GitHub reads it, as far as it matters here: fenced blocks (CommonMark 0.31, 4.5), blocks of HTML, and code spans (6.1). Written from the specification, so that it does not share the writer's mistakes.
/// </summary>
internal sealed partial class MarkdownReading
{
    private readonly StringBuilder _rest = new();

    public MarkdownReading(string page)
    {
        string? marks = null;
        var block = new List<string>();
        foreach (var line in page.Split('\n'))
        {
            if (marks is not null && ClosingFence().Match(line) is { Success: true } end && end.Groups[1].Length >= marks.Length)
            {
                Fences.Add(VisibleText.Read(string.Join('\n', block)));
                _rest.Append("[fence]\n");
                marks = null;
            }
            else if (marks is not null)
            {
                block.Add(line);
            }
            else if (OpeningFence().Match(line) is { Success: true } start)
            {
                marks = start.Groups[1].Value;
                block.Clear();
            }
            else
            {
                _rest.Append(line.StartsWith("<details", StringComparison.Ordinal) || line.StartsWith("<sub", StringComparison.Ordinal) ? Html(line) : Spans(line)).Append('\n');
            }
        }

        IsWhole = marks is null;
    }

    /// <summary>Whether every fence is closed.</summary>
    public bool IsWhole { get; }

    /// <summary>What stands in fenced blocks, as it was before it was made visible.</summary>
    public List<string> Fences { get; } = [];

    /// <summary>What stands in code spans and code elements, likewise.</summary>
    public List<string> Codes { get; } = [];

    /// <summary>All else: what GitHub takes for Markdown and HTML.</summary>
    public string Rest => _rest.ToString();

    private string Html(string line) => CodeElement().Replace(Spans(line, isHtml: line.StartsWith("<details", StringComparison.Ordinal)), found =>
    {
        Codes.Add(VisibleText.Read(WebUtility.HtmlDecode(found.Groups[1].Value)));
        return "[code]";
    });

    private string Spans(string line, bool isHtml = false)
    {
        if (isHtml)
            return line;
        var rest = new StringBuilder();
        for (var i = 0; i < line.Length;)
        {
            var run = Run(line, i);
            var close = run == 0 ? -1 : Close(line, i + run, run);
            if (close < 0)
            {
                rest.Append(line, i, Math.Max(1, run));
                i += Math.Max(1, run);
                continue;
            }

            var content = line[(i + run)..close];
            if (content.Length > 1 && content[0] == ' ' && content[^1] == ' ' && content.Trim(' ').Length > 0)
                content = content[1..^1];
            Codes.Add(VisibleText.Read(content));
            rest.Append("[code]");
            i = close + run;
        }

        return rest.ToString();
    }

    private static int Run(string line, int at)
    {
        var end = at;
        while (end < line.Length && line[end] == '`')
            end++;
        return end - at;
    }

    private static int Close(string line, int from, int length)
    {
        for (var i = from; i < line.Length; i += Math.Max(1, Run(line, i)))
        {
            if (Run(line, i) == length)
                return i;
        }

        return -1;
    }

    [GeneratedRegex("^ {0,3}(`{3,})[^`]*$")]
    private static partial Regex OpeningFence();

    [GeneratedRegex("^ {0,3}(`{3,})[ \t]*$")]
    private static partial Regex ClosingFence();

    [GeneratedRegex("<code>([^<]*)</code>")]
    private static partial Regex CodeElement();
}
