using System.Text;

namespace JamLab.Stages.GitHub;

/// <summary>Cuts texts to GitHub's limits, never through a character.</summary>
internal static class TextLimit
{
    private const string Cut = "…";

    public static string Characters(string text, int limit)
    {
        if (text.Length <= limit)
            return text;
        var end = limit - Cut.Length;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + Cut;
    }

    /// <summary>The limit is one of UTF-8.</summary>
    public static string Bytes(string text, int limit)
    {
        if (Encoding.UTF8.GetByteCount(text) <= limit)
            return text;
        var room = limit - Encoding.UTF8.GetByteCount(Cut);
        var end = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if ((room -= rune.Utf8SequenceLength) < 0)
                break;
            end += rune.Utf16SequenceLength;
        }

        return text[..end] + Cut;
    }
}
