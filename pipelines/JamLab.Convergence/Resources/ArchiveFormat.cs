using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>How archives are unpacked, told by their names.</summary>
internal static class ArchiveFormat
{
    // Names and how tar is told, which not every tar finds out by itself.
    private static readonly (string End, string Flag)[] Tars =
        [(".tar", ""), (".tar.gz", "z"), (".tgz", "z"), (".tar.xz", "J"), (".txz", "J"), (".tar.bz2", "j"), (".tbz2", "j"), (".tar.zst", "")];

    /// <summary>The source, if its name says a format; throws <see cref="ArgumentException"/> if not.</summary>
    public static string Check(string source) => Is(source, ".zip") || Is(source, ".deb") || Array.Exists(Tars, tar => Is(source, tar.End)) ? source
        : throw new ArgumentException($"'{source}' does not say what archive it is: {string.Join(", ", Tars.Select(tar => tar.End))}, .zip or .deb");

    /// <summary>Shell that unpacks <c>$file</c>, or these members of it at least, into <c>$j_stage</c>.</summary>
    public static string Unpack(string source, IReadOnlyList<string> members)
    {
        if (Is(source, ".deb"))
            return "dpkg-deb -x \"$file\" \"$j_stage\"\n";
        var words = Sh.Words(members);
        if (!Is(source, ".zip"))
        {
            var tar = $"tar -x{Array.Find(Tars, tar => Is(source, tar.End)).Flag}of \"$file\" -C \"$j_stage\"";
            // Made with "tar -c ." they are named otherwise.
            var dotted = Sh.Words(members.Select(member => $"./{member}"));
            return members.Count == 0 ? $"{tar}\n" : $"{tar} {words} 2>/dev/null || {tar} {dotted}\n";
        }

        return $"""
            if command -v unzip >/dev/null; then unzip -q -o "$file" {words} -d "$j_stage"
            elif command -v bsdtar >/dev/null; then bsdtar -xof "$file" -C "$j_stage" {words}
            else echo 'unzip is needed to unpack it: add the package before'; exit 1
            fi

            """;
    }

    private static bool Is(string source, string end) => source.Split('?', '#')[0].EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
