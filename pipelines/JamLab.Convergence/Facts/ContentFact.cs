using System.Text;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Facts;

/// <summary>
/// What a file holds: its hash, and its text unless the hash is <paramref name="Unless"/> already (then nobody needs it) or it is over 256 KiB.
/// <paramref name="Unless"/> null always brings the text; the empty string never does, as for files with secrets.
/// </summary>
public sealed record ContentFact(string Path, string? Unless) : Fact<ContentInfo>
{
    private static readonly ContentKind Shared = new();

    public string Path { get; } = HostPath.Check(Path);

    public override FactKind Kind => Shared;

    private sealed class ContentKind : FactKind<ContentFact, ContentInfo>
    {
        public override string Name => "contents of files";

        // One sha256sum for all files; only those that differ are then printed, so that their diff costs no second round trip.
        // All within the shell, and in one go over the files: reading lines from a pipe costs a system call a character.
        protected override string Script(IReadOnlyList<ContentFact> facts) =>
            $$"""
            set -- {{string.Join(' ', facts.GroupBy(fact => fact.Path).Select(same => $"{Sh.Quote(same.Key)} {Unless(same)}"))}}
            i=0 path= found= wanted=
            for one; do
              i=$((i+1))
              if [ -z "$path" ]; then path=$one; continue; fi
              if [ -f "$path" ]; then found="$found \"\${$((i-1))}\"" wanted="$wanted $one"; fi
              path=
            done
            [ -n "$found" ] || exit 0
            eval "set -- $found"
            sums=$(sha256sum -- "$@") || exit 1
            printf '%s\n' "$sums"
            set -f
            IFS='
            '
            set -- $sums
            IFS=' '
            for one in $wanted; do
              case $one in
              never|"${1%% *}") ;;
              *)
                path=${1#*  }
                if [ "$(wc -c < "$path")" -le 262144 ]; then printf '=%s\n' "$path"; base64 < "$path" || exit 1; fi;;
              esac
              shift
            done
            """;

        private static string Unless(IEnumerable<ContentFact> same) => same.Select(fact => fact.Unless).Distinct().ToList() switch
        {
            var all when all.Contains(null) => "always",
            var all when all.Contains("") => "never",
            [var hash] => hash!,
            _ => "always",
        };

        protected override IReadOnlyList<ContentInfo> Read(IReadOnlyList<ContentFact> facts, IReadOnlyList<string> lines)
        {
            var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
            var texts = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
            StringBuilder? text = null;
            foreach (var line in lines)
            {
                if (line.StartsWith('='))
                    texts[line[1..]] = text = new StringBuilder();
                else if (text is not null)
                    text.Append(line);
                else
                    hashes[line[66..]] = line[..64];
            }

            return [.. facts.Select(fact => hashes.TryGetValue(fact.Path, out var hash)
                ? new ContentInfo(hash, texts.TryGetValue(fact.Path, out var content) ? Convert.FromBase64String(content.ToString()) : null)
                : ContentInfo.Missing)];
        }
    }
}

/// <summary>SHA-256 of a file in lower-case hexadecimal, null when there is no regular file; and its bytes if they were asked for.</summary>
public sealed record ContentInfo(string? Sha256, byte[]? Bytes)
{
    public static ContentInfo Missing { get; } = new(null, null);

    /// <summary>The bytes as text; null when they are not known or not UTF-8.</summary>
    public string? Text
    {
        get
        {
            try
            {
                return Bytes is null ? null : new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
    }
}
