using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Yaml;

/// <summary>Stops what is not text before a parser has to make sense of it.</summary>
internal static class TextCheck
{
    private const int MaxLength = 32 << 20;

    public static bool IsText(string text, Problems problems)
    {
        if (text.Length > MaxLength)
        {
            problems.Error(Codes.TooLarge, new SourceSpan(problems.File, 1, 1), $"the file has {text.Length >> 20} MiB, more than the {MaxLength >> 20} that an inventory may have", "is this the right file?");
            return false;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            TellEmpty(problems);
            return false;
        }

        var (line, lineStart) = (1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n' || (c == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                (line, lineStart) = (line + 1, i + 1);
            else if (IsForeign(text, i))
            {
                var place = new SourceSpan(problems.File, line, i - lineStart + 1);
                problems.Error(Codes.NotText, place, c == '\uFFFD' ? "the file is not UTF-8 here" : $"the character U+{(int)c:X4} does not belong into a text file",
                    c is '\0' or '\uFFFD' || i < 8 ? "save the file as UTF-8; is it the right file?" : "delete it; it may have come along when copying");
                return false;
            }
        }

        return true;
    }

    public static void TellEmpty(Problems problems) =>
        problems.Error(Codes.Empty, new SourceSpan(problems.File, 1, 1), "the file is empty", "environments/local/inventory.yml is a small one to start from");

    // Besides control characters: line breaks that YAML 1.1 knows and editors do not, which would shift every line number.
    private static bool IsForeign(string text, int i) => text[i] switch
    {
        '\t' or '\r' => false,
        < ' ' or '\u007F' or (>= '\u0080' and <= '\u009F') or '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' or '\uFFFD' => true,
        var c when char.IsHighSurrogate(c) => i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]),
        var c when char.IsLowSurrogate(c) => i == 0 || !char.IsHighSurrogate(text[i - 1]),
        _ => false,
    };
}
