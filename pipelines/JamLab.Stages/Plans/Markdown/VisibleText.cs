using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace JamLab.Stages.Plans.Markdown;

/// <summary>
/// Somebody else's text so that all of it is seen and none of it does anything: what a screen does not show, or shows as something else (escape sequences, NUL, CR, marks that turn the
/// direction), half surrogate pairs, and what GitHub's runner takes for a command where a line is printed become <c>\u{1b}</c>. <see cref="Read"/> gives the text back.
/// </summary>
internal static partial class VisibleText
{
    /// <summary>Text of several lines.</summary>
    public static string Block(string text) => Escape(text, keepsLines: true);

    /// <summary>Text on one line, whatever it holds.</summary>
    public static string Line(string text) => Escape(text, keepsLines: false);

    /// <summary>The text that was made visible.</summary>
    public static string Read(string shown) => Escaped().Replace(shown, found =>
    {
        var code = int.Parse(found.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return code is >= 0xd800 and <= 0xdfff ? ((char)code).ToString() : char.ConvertFromUtf32(code);
    });

    private static string Escape(string text, bool keepsLines)
    {
        var shown = new StringBuilder(text.Length + 16);
        var isLineStart = keepsLines;
        for (var i = 0; i < text.Length;)
        {
            var isRune = Rune.TryGetRuneAt(text, i, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            if (!isRune || IsHidden(rune, keepsLines) || IsCommand(text.AsSpan(i), isLineStart))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{(isRune ? rune.Value : text[i]):x}}}");
            else
                shown.Append(text, i, length);
            isLineStart = keepsLines && (text[i] == '\n' || (isLineStart && char.IsWhiteSpace(text[i])));
            i += length;
        }

        return shown.ToString();
    }

    private static bool IsHidden(Rune rune, bool keepsLines) => rune.Value switch
    {
        '\n' => !keepsLines,
        '\t' => false,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };

    // Also what would be read back as an escape. The runner takes "::" after blanks, and "##[" anywhere.
    private static bool IsCommand(ReadOnlySpan<char> rest, bool isLineStart) =>
        rest.StartsWith("\\u{") || rest.StartsWith("##[") || (isLineStart && rest.StartsWith("::"));

    [GeneratedRegex(@"\\u\{([0-9a-f]{1,6})\}")]
    private static partial Regex Escaped();
}
