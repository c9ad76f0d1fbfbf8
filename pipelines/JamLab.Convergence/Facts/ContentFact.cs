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
        protected override string Script(IReadOnlyList<ContentFact> facts)
        {
            var always = facts.Where(fact => fact.Unless is null).Select(fact => fact.Path).ToHashSet();
            var hashes = facts.Where(fact => fact.Unless is { Length: > 0 } && !always.Contains(fact.Path)).Select(fact => $"{fact.Unless}  {fact.Path}");
            var never = facts.Where(fact => fact.Unless is "" && !always.Contains(fact.Path)).Select(fact => fact.Path);
            return $$"""
                wanted='
                {{string.Join('\n', hashes).Replace("'", "'\\''", StringComparison.Ordinal)}}
                '
                never='
                {{string.Join('\n', never).Replace("'", "'\\''", StringComparison.Ordinal)}}
                '
                lf='
                '
                set -- {{Sh.Words(facts.Select(fact => fact.Path).Distinct())}}
                n=$#
                while [ "$n" -gt 0 ]; do
                  [ -f "$1" ] && set -- "$@" "$1"
                  shift; n=$((n-1))
                done
                [ $# -gt 0 ] || exit 0
                sums=$(sha256sum -- "$@") || exit 1
                printf '%s\n' "$sums"
                printf '%s\n' "$sums" | while read -r hash path; do
                  case $wanted$never in *"$lf$hash  $path$lf"*|*"$lf$path$lf"*) continue;; esac
                  [ "$(wc -c < "$path")" -le 262144 ] || continue
                  printf '=%s\n' "$path"
                  base64 < "$path" || exit 1
                done
                """;
        }

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
