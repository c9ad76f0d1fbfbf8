using System.Security.Cryptography;
using System.Text;

namespace JamLab.Convergence.Scripts;

/// <summary>Pieces of POSIX shell.</summary>
public static class Sh
{
    // One argument of a process may have 128 KiB (MAX_ARG_STRLEN), for the shells that start one for printf.
    private const int MostByShell = 30_000;

    /// <summary><c>j_unwritten FILE BYTES</c>: the shell's own printf does not say why it could not write (a full disk), so a program is made to say it.</summary>
    internal const string Unwritten = "j_unwritten() { [ ! -e \"$1\" ] || head -c \"$2\" /dev/zero > \"$1\" || :; exit 1; }\n";

    /// <summary>One word, whatever it holds; plain words stay bare so that scripts stay readable and small.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(one => char.IsAsciiLetterOrDigit(one) || one is '/' or '.' or '_' or '-' or '+' or ':' or ',' or '@' or '=')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Words, quoted, with spaces between.</summary>
    public static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>A command that prints the text byte for byte. Text that a here-document cannot carry goes through <c>base64 -d</c>.</summary>
    public static string Print(string text)
    {
        if (text.Length == 0)
            return "printf ''\n";
        if (!text.EndsWith('\n') || text.Contains('\r', StringComparison.Ordinal) || text.Contains('\0', StringComparison.Ordinal))
            return PrintBytes(Encoding.UTF8.GetBytes(text));
        var end = "J_END";
        while (text.Contains(end, StringComparison.Ordinal))
            end = $"J_{RandomNumberGenerator.GetHexString(12)}";
        return $"cat <<'{end}'\n{text}{end}\n";
    }

    /// <summary>
    /// A command that writes the text or bytes to the file named by a shell word, which is replaced or made. The shell itself does it where it can, since a process a file
    /// is what the time of a first run goes into; secrets go through a here-document, since a shell may have no printf of its own and its arguments would show.
    /// </summary>
    public static string Write(HostText text, string fileWord)
    {
        if (text is { IsText: true, IsSecret: false } && text.Reveal() is { Length: <= MostByShell } plain && !plain.Contains('\0', StringComparison.Ordinal))
            return $"{(plain.EndsWith('\n') ? $"printf '%s\\n' {Quote(plain[..^1])}" : $"printf %s {Quote(plain)}")} > {fileWord} || j_unwritten {fileWord} {text.Bytes.Length}\n";
        var print = text.IsText ? Print(text.Reveal()) : PrintBytes(text.Bytes.Span);
        var end = print.IndexOf('\n', StringComparison.Ordinal);
        return $"{print[..end]} > {fileWord}{print[end..]}";
    }

    private static string PrintBytes(ReadOnlySpan<byte> bytes) =>
        $"base64 -d <<'J_END'\n{Convert.ToBase64String(bytes)}\nJ_END\n";
}
