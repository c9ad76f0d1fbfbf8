using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Facts;

/// <summary>When a file, or anything in a directory down to two levels, changed last; links are not followed.</summary>
public sealed record NewestFact(string Path) : Fact<NewestInfo>
{
    private static readonly NewestKind Shared = new();

    public string Path { get; } = HostPath.Check(Path);

    public override FactKind Kind => Shared;

    private sealed class NewestKind : FactKind<NewestFact, NewestInfo>
    {
        public override string Name => "times of files";

        // The shell finds what is there, one stat tells about all of it.
        protected override string Script(IReadOnlyList<NewestFact> facts) =>
            $$"""
            set -- {{string.Join(' ', facts.Select(fact => Sh.Quote(fact.Path)).Select(word => $"{word} {word}/* {word}/*/*"))}}
            n=$#
            while [ "$n" -gt 0 ]; do
              if [ -e "$1" ] || [ -L "$1" ]; then set -- "$@" "$1"; fi
              shift; n=$((n-1))
            done
            [ $# -eq 0 ] || stat -c '%Y %n' -- "$@"
            """;

        protected override IReadOnlyList<NewestInfo> Read(IReadOnlyList<NewestFact> facts, IReadOnlyList<string> lines)
        {
            // Names with line breaks in them are no paths of ours.
            var times = lines.Select(line => line.Split(' ', 2)).Where(words => words.Length == 2 && long.TryParse(words[0], out _))
                .Select(words => (Path: words[1], At: DateTimeOffset.FromUnixTimeSeconds(long.Parse(words[0])))).ToList();
            return [.. facts.Select(fact => times.Where(one => one.Path == fact.Path || one.Path.StartsWith(fact.Path + "/", StringComparison.Ordinal)).Select(one => (DateTimeOffset?)one.At).Max())
                .Select(newest => new NewestInfo(newest))];
        }
    }
}

/// <summary>The time of the last change to the second; null when there is nothing.</summary>
public sealed record NewestInfo(DateTimeOffset? At);
