using System.Net;
using System.Text;

namespace JamLab.Stages.Plans.Markdown;

/// <summary>Somebody else's text within GitHub's Markdown: always as code, which notifies nobody, links nothing and closes nothing.</summary>
internal static class MarkdownText
{
    /// <summary>A code span, also for cells of tables; nothing for an empty text. Beyond <paramref name="most"/> characters it ends in an ellipsis.</summary>
    public static string Code(string text, int most = int.MaxValue)
    {
        if (text.Length == 0)
            return "";
        // A cell ends at a bar, even in code.
        var line = VisibleText.Line(Short(text, most)).Replace("|", "\\u{7c}", StringComparison.Ordinal);
        var marks = new string('`', LongestRun(line) + 1);
        var needsRoom = line[0] == '`' || line[^1] == '`' || (line[0] == ' ' && line[^1] == ' ' && line.Trim(' ').Length > 0);
        return needsRoom ? $"{marks} {line} {marks}" : $"{marks}{line}{marks}";
    }

    /// <summary>The same within HTML, where Markdown is not read.</summary>
    public static string Html(string text, int most = int.MaxValue) => $"<code>{WebUtility.HtmlEncode(VisibleText.Line(Short(text, most)))}</code>";

    /// <summary>A fenced block with marks that the text does not have, ending in a line feed.</summary>
    public static string Fence(string text, string language)
    {
        var block = VisibleText.Block(text);
        var marks = new string('`', Math.Max(3, LongestRun(block) + 1));
        return $"{marks}{language}\n{block}\n{marks}\n";
    }

    /// <summary>At most so many characters, a surrogate pair never cut.</summary>
    public static string Short(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return text[..end] + "…";
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var one in text)
        {
            run = one == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
