using System.Globalization;
using System.Text;

namespace Nuke.Common.Output;

/// <summary>How many columns text takes in a terminal: 0 for combining marks, 2 for East Asian and emoji, else 1.</summary>
internal static class TextWidth
{
    public static int Of(string text)
    {
        if (Ascii.IsValid(text))
            return text.Length;
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += Of(rune);
        return width;
    }

    /// <summary>The columns that the widest of the texts takes. A loop, since LINQ over numbers is compiled anew at each start of the process.</summary>
    public static int Widest<T>(IEnumerable<T> items, Func<T, string> text, int atLeast = 0)
        where T : class
    {
        foreach (var item in items)
            atLeast = Math.Max(atLeast, Of(text(item)));
        return atLeast;
    }

    /// <summary>The text cut to <paramref name="width"/> columns, with an ellipsis where something is missing.</summary>
    public static string Fit(string text, int width)
    {
        if (Of(text) <= width)
            return text;
        var result = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + Of(rune) > width - 1)
                break;
            result.Append(rune);
            used += Of(rune);
        }

        return width > 0 ? result.Append('…').ToString() : "";
    }

    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));

    private static int Of(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control ? 0
        : IsWide(rune.Value) ? 2
        : 1;

    private static bool IsWide(int v) =>
        v is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD);
}
