using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Facts;

/// <summary>What is at a path; symbolic links are not followed.</summary>
public sealed record PathFact(string Path) : Fact<PathInfo>
{
    private static readonly PathKind Shared = new();

    public string Path { get; } = HostPath.Check(Path);

    public override FactKind Kind => Shared;

    private sealed class PathKind : FactKind<PathFact, PathInfo>
    {
        public override string Name => "files";

        // Whether something is there the shell finds out without a process; one stat then tells about all that is.
        // The arguments are chosen by number, since putting them behind one another one by one is slow for many.
        protected override string Script(IReadOnlyList<PathFact> facts) =>
            $$"""
            set -- {{Sh.Words(facts.Select(fact => fact.Path))}}
            i=0 found=
            for one; do
              i=$((i+1))
              if [ -L "$one" ]; then printf 'L%s\n' "$one"; readlink "$one"; elif [ ! -e "$one" ]; then continue; fi
              found="$found \"\${$i}\""
            done
            eval "set -- $found"
            [ $# -eq 0 ] || stat -c '%F|%a|%U|%G|%s|%Y|%n' -- "$@"
            """;

        protected override IReadOnlyList<PathInfo> Read(IReadOnlyList<PathFact> facts, IReadOnlyList<string> lines)
        {
            var links = new Dictionary<string, string>(StringComparer.Ordinal);
            var found = new Dictionary<string, PathInfo>(StringComparer.Ordinal);
            for (var i = 0; i < lines.Count; i++)
            {
                if (lines[i].StartsWith("L/", StringComparison.Ordinal))
                {
                    links[lines[i][1..]] = lines[i + 1];
                    i++;
                    continue;
                }

                var parts = lines[i].Split('|', 7);
                if (parts.Length != 7)
                    throw new FormatException($"'{lines[i]}' is not what stat prints");
                var type = parts[0] switch
                {
                    "regular file" or "regular empty file" => PathType.File,
                    "directory" => PathType.Directory,
                    "symbolic link" => PathType.Link,
                    _ => PathType.Other,
                };
                found[parts[6]] = new PathInfo(type, Convert.ToInt32(parts[1], 8), parts[2], parts[3], long.Parse(parts[4]), DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[5])), links.GetValueOrDefault(parts[6]));
            }

            return [.. facts.Select(fact => found.GetValueOrDefault(fact.Path, PathInfo.Missing))];
        }
    }
}

/// <summary>What is at a path: permission bits, owner and group by name, size in bytes, time of the last change of content to the second, and a link's target as it is written.</summary>
public sealed record PathInfo(PathType Type, int Mode, string Owner, string Group, long Size, DateTimeOffset ModifiedAt, string? Target)
{
    public static PathInfo Missing { get; } = new(PathType.Missing, 0, "", "", 0, DateTimeOffset.UnixEpoch, null);

    public bool Exists => Type != PathType.Missing;
}

/// <summary>What kind of thing is at a path.</summary>
public enum PathType
{
    Missing,
    File,
    Directory,
    Link,
    Other,
}
