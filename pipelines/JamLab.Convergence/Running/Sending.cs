using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Running;

/// <summary>Takes files of this computer to a host in pieces, each a script of its own: only a piece of a file is in memory, however many hosts get it at once.</summary>
internal static class Sending
{
    private const int PieceSize = 3 << 20;

    /// <summary>The scripts, made while they are sent. What a lost connection left of a file is begun anew.</summary>
    public static IEnumerable<HostText> Pieces(SentFile file)
    {
        using var stream = File.OpenRead(file.Source.Path);
        var left = file.Source.Size;
        var buffer = new byte[(int)Math.Min(PieceSize, left)];
        var target = Sh.Quote(file.Path);
        var begin = $"mkdir -p {Sh.Quote(HostPath.Parent(file.Path))}\nrm -f {target}\n";
        int read;
        do
        {
            read = stream.ReadAtLeast(buffer, (int)Math.Min(buffer.Length, left), throwOnEndOfStream: false);
            left -= read;
            // One function, called in the last line: half a piece does nothing.
            yield return $"j_main() {{\nset -eu\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH\numask 077\n{begin}base64 -d >> {target} <<'J_END'\n{Convert.ToBase64String(buffer, 0, read, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n")}\nJ_END\n}}\nj_main\n";
            begin = "";
        }
        while (left > 0 && read > 0);
    }
}
