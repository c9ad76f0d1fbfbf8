using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>How archives are unpacked, told by their names.</summary>
internal static class ArchiveFormat
{
    private static readonly string[] Tars = [".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tar.zst"];

    /// <summary>The source, if its name says a format; throws <see cref="ArgumentException"/> if not.</summary>
    public static string Check(string source) => Is(source, [.. Tars, ".zip", ".deb"]) ? source
        : throw new ArgumentException($"'{source}' does not say what archive it is: {string.Join(", ", Tars)}, .zip or .deb");

    /// <summary>Shell that unpacks <c>$file</c>, or these members of it at least, into <c>$j_stage</c>.</summary>
    public static string Unpack(string source, IReadOnlyList<string> members)
    {
        if (Is(source, ".deb"))
            return "dpkg-deb -x \"$file\" \"$j_stage\"\n";
        var words = Sh.Words(members);
        if (!Is(source, ".zip"))
        {
            // Made with "tar -c ." they are named otherwise.
            var dotted = Sh.Words(members.Select(member => $"./{member}"));
            return members.Count == 0 ? "tar -xof \"$file\" -C \"$j_stage\"\n" : $"tar -xof \"$file\" -C \"$j_stage\" {words} 2>/dev/null || tar -xof \"$file\" -C \"$j_stage\" {dotted}\n";
        }

        return $"""
            if command -v unzip >/dev/null; then unzip -q -o "$file" {words} -d "$j_stage"
            elif command -v bsdtar >/dev/null; then bsdtar -xof "$file" -C "$j_stage" {words}
            else echo 'unzip is needed to unpack it: add the package before'; exit 1
            fi

            """;
    }

    private static bool Is(string source, params string[] ends) => Array.Exists(ends, end => source.Split('?', '#')[0].EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
