using System.Text;

namespace Nuke.Common.Output;

/// <summary>The few escape sequences that we write, and what is left of those that tools write.</summary>
internal static class Ansi
{
    public const string Reset = "\e[0m";
    public const string Bold = "\e[1m";
    public const string Dim = "\e[2m";
    public const string Red = "\e[31m";
    public const string Green = "\e[32m";
    public const string Yellow = "\e[33m";
    public const string Blue = "\e[34m";
    public const string Magenta = "\e[35m";
    public const string Cyan = "\e[36m";

    /// <summary>Clears from the cursor to the end of the screen.</summary>
    public const string EraseBelow = "\e[0J";

    /// <summary>Terminals that know it show everything up to <see cref="EndUpdate"/> at once; others ignore it.</summary>
    public const string BeginUpdate = "\e[?2026h";
    public const string EndUpdate = "\e[?2026l";

    public static string Up(int rows) => rows > 0 ? $"\e[{rows}A" : "";

    /// <summary>Removes every control sequence and control character; colours stay where <paramref name="keepColors"/>, and are closed.</summary>
    public static string Clean(string text, bool keepColors)
    {
        if (text.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 && text.AsSpan().IndexOfAnyInRange('\x7f', '\x9f') < 0)
            return text;
        var result = new StringBuilder(text.Length);
        var colored = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\e' or '\x9b')
            {
                var end = EndOfSequence(text, i);
                var isColor = c == '\e' && i + 1 < text.Length && text[i + 1] == '[' && end > i && text[end - 1] == 'm'
                    && IsParameters(text.AsSpan(i + 2, end - i - 3));
                if (isColor && keepColors)
                {
                    result.Append(text, i, end - i);
                    colored = true;
                }

                i = end - 1;
            }
            else if (c == '\t')
            {
                result.Append("    ");
            }
            else if (!char.IsControl(c))
            {
                result.Append(c);
            }
        }

        return colored && !EndsWithReset(result) ? result.Append(Reset).ToString() : result.ToString();
    }

    private static bool IsParameters(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (c is not ((>= '0' and <= '9') or ';' or ':'))
                return false;
        return true;
    }

    private static bool EndsWithReset(StringBuilder text) =>
        text.Length >= 3 && text[^1] == 'm' && (text[^2] == '[' || (text[^2] == '0' && text[^3] == '['));

    /// <summary>The index after the sequence that starts at <paramref name="start"/> (ECMA-48: CSI, the string sequences, and short ones).</summary>
    private static int EndOfSequence(string text, int start)
    {
        var i = start + 1;
        if (text[start] == '\x9b')
            return EndOfCsi(text, i);
        if (i >= text.Length)
            return i;
        switch (text[i])
        {
            case '[':
                return EndOfCsi(text, i + 1);
            case ']' or 'P' or 'X' or '^' or '_':
                for (i++; i < text.Length; i++)
                {
                    if (text[i] is '\a' or '\x9c')
                        return i + 1;
                    if (text[i] == '\e' && i + 1 < text.Length && text[i + 1] == '\\')
                        return i + 2;
                }

                return i;
            default:
                while (i < text.Length && text[i] is >= ' ' and <= '/')
                    i++;
                return Math.Min(i + 1, text.Length);
        }
    }

    private static int EndOfCsi(string text, int i)
    {
        while (i < text.Length && text[i] is >= ' ' and <= '?')
            i++;
        return i < text.Length && text[i] is >= '@' and <= '~' ? i + 1 : i;
    }
}
