using System.Globalization;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Facts;

/// <summary>How systemd sees a unit; all units of a host are asked in one call.</summary>
public sealed record UnitFact(string Unit) : Fact<UnitInfo>
{
    private static readonly UnitKind Shared = new();

    public override FactKind Kind => Shared;

    private sealed class UnitKind : FactKind<UnitFact, UnitInfo>
    {
        private const string Properties = "LoadState,ActiveState,SubState,UnitFileState,Result,ConditionResult,ConditionTimestamp,ConditionTimestampMonotonic,NeedDaemonReload,ActiveEnterTimestamp,ActiveEnterTimestampMonotonic," +
            "StateChangeTimestamp,StateChangeTimestampMonotonic,Type,RemainAfterExit";

        public override string Name => "units";

        // UnitFileState is kept until the next daemon-reload, which would cost more than all else here; the links tell what is enabled since.
        // The first line: seconds since 1970 and, from the start of this very shell, hundredths of a second since the boot.
        protected override string Script(IReadOnlyList<UnitFact> facts) =>
            $$"""
            [ -d /run/systemd/system ] || { echo 'systemd does not run here' >&2; exit 1; }
            read -r stat < /proc/self/stat
            set -- ${stat##*) }
            now=$(date +%s)
            shift 19
            echo "$now $1"
            set -- {{Sh.Words(facts.Select(fact => fact.Unit))}}
            systemctl show -p {{Properties}} -- "$@" || exit 1
            for unit in "$@"; do
              for link in /etc/systemd/system/*.wants/"$unit" /etc/systemd/system/*.requires/"$unit"; do
                [ ! -L "$link" ] || echo "link=$unit"
              done
            done
            """;

        protected override IReadOnlyList<UnitInfo> Read(IReadOnlyList<UnitFact> facts, IReadOnlyList<string> lines)
        {
            var clock = lines[0].Split(' ');
            var (now, ticks) = (DateTimeOffset.FromUnixTimeSeconds(long.Parse(clock[0])), long.Parse(clock[1]));
            var blocks = new List<Dictionary<string, string>> { new(StringComparer.Ordinal) };
            var links = new HashSet<string>(StringComparer.Ordinal);
            foreach (var line in lines.Skip(1))
            {
                if (line.Length == 0)
                    blocks.Add(new(StringComparer.Ordinal));
                else if (line.StartsWith("link=", StringComparison.Ordinal))
                    links.Add(line[5..]);
                else if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                    blocks[^1][line[..equals]] = line[(equals + 1)..];
                else
                    throw new FormatException($"'{line}' is not what systemctl prints");
            }

            if (blocks.Count != facts.Count)
                throw new FormatException($"{blocks.Count} units instead of {facts.Count}");
            return [.. facts.Zip(blocks, (fact, block) => Info(block, links.Contains(fact.Unit), now, ticks))];
        }

        private static UnitInfo Info(Dictionary<string, string> block, bool isLinked, DateTimeOffset now, long ticks)
        {
            string Value(string name) => block.GetValueOrDefault(name, "");
            DateTimeOffset? Time(string name) => When(Value(name), Value($"{name}Monotonic"), now, ticks);
            return new UnitInfo(Value("LoadState"), Value("ActiveState"), Value("SubState"), Value("UnitFileState"))
            {
                Result = Value("Result"),
                IsLinked = isLinked,
                ConditionFailed = Value("ConditionResult") == "no" && Value("ConditionTimestampMonotonic") is not ("" or "0"),
                TriedAt = Time("ConditionTimestamp"),
                NeedsReload = Value("NeedDaemonReload") == "yes",
                StartedAt = Time("ActiveEnterTimestamp"),
                ChangedAt = Time("StateChangeTimestamp"),
                RunsOnce = Value("Type") == "oneshot" && Value("RemainAfterExit") != "yes",
            };
        }

        // A clock that was set after the start (no battery, first contact with a time server) makes the time that systemd noted worthless: then it is counted back from now.
        private static DateTimeOffset? When(string text, string monotonic, DateTimeOffset now, long ticks)
        {
            if (monotonic is "" or "0")
                return null;
            var counted = now - TimeSpan.FromMilliseconds((ticks * 10) - (long.Parse(monotonic) / 1000));
            return DateTimeOffset.TryParseExact(text, "ddd yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var noted) && (noted - counted).Duration() < TimeSpan.FromSeconds(5) ? noted : counted;
        }
    }
}

/// <summary>systemd's <c>LoadState</c>, <c>ActiveState</c>, <c>SubState</c> and <c>UnitFileState</c> of a unit.</summary>
public sealed record UnitInfo(string Load, string Active, string Sub, string File)
{
    /// <summary>Why it stopped last: <c>success</c>, <c>exit-code</c>, <c>timeout</c>.</summary>
    public string Result { get; init; } = "";

    /// <summary>Whether a target wants it by a link under /etc/systemd/system.</summary>
    public bool IsLinked { get; init; }

    /// <summary>Whether a start was tried and one of the unit's own conditions said that this system is not for it (a container, for example).</summary>
    public bool ConditionFailed { get; init; }

    /// <summary>Whether its files changed since systemd read them.</summary>
    public bool NeedsReload { get; init; }

    /// <summary>When it became active last, to the second; null when never since the boot.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its state changed last, which a reload does too.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Whether it ends by itself and then counts as inactive.</summary>
    public bool RunsOnce { get; init; }

    /// <summary>When its conditions were looked at last; null when never since the boot.</summary>
    public DateTimeOffset? TriedAt { get; init; }

    public bool Exists => Load != "not-found";

    public bool IsActive => Active is "active" or "reloading";

    /// <summary>Active, or on the way there: what a stop would have to stop.</summary>
    public bool IsUp => IsActive || Active == "activating";

    public bool IsEnabled => File is "enabled" or "static" or "indirect" or "generated" or "alias" or "transient" || IsLinked;

    public bool IsMasked => File is "masked" or "masked-runtime" || Load == "masked";
}
