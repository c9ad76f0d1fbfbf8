using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Facts;

/// <summary>A kernel setting as /proc/sys has it.</summary>
public sealed record SysctlFact(string Key) : Fact<SysctlInfo>
{
    private static readonly SysctlKind Shared = new();

    /// <summary>The setting's file. As with sysctl(8), a key whose first separator is a slash has it the other way round: <c>net/ipv4/conf/eth0.5/forwarding</c>.</summary>
    public string Path { get; } = "/proc/sys/" + (Key.AsSpan().IndexOfAny('.', '/') is >= 0 and var first && Key[first] == '.'
        ? string.Concat(Key.Select(one => one switch { '.' => '/', '/' => '.', _ => one }))
        : Key);

    public override FactKind Kind => Shared;

    private sealed class SysctlKind : FactKind<SysctlFact, SysctlInfo>
    {
        public override string Name => "kernel settings";

        // One process for all values: the shell's own read takes a byte at a time, and the kernel gives a number to a first read only.
        // A container's /proc/sys is mounted read-only where the setting is the whole computer's.
        protected override string Script(IReadOnlyList<SysctlFact> facts) =>
            $$"""
            place=machine there= line=
            [ ! -e /run/systemd/container ] || place=container
            set -- {{Sh.Words(facts.Select(fact => fact.Path))}}
            for file in "$@"; do [ ! -e "$file" ] || there="$there $file"; done
            exec 3<<J_VALUES
            $([ -z "$there" ] || head -v -n 1 $there 2>/dev/null)
            J_VALUES
            IFS= read -r line <&3 || :
            for file in "$@"; do
              value= may=no
              if [ ! -e "$file" ]; then echo "$place missing"; continue; fi
              if [ "$line" = "==> $file <==" ]; then
                while IFS= read -r line <&3; do
                  case $line in '==> '*) break;; *) [ -n "$value" ] || value=$line;; esac
                done
              fi
              [ ! -w "$file" ] || may=yes
              printf '%s there %s %s\n' $place $may "$value"
            done
            exec 3<&-
            """;

        protected override IReadOnlyList<SysctlInfo> Read(IReadOnlyList<SysctlFact> facts, IReadOnlyList<string> lines)
        {
            if (lines.Count != facts.Count)
                throw new FormatException($"{lines.Count} values of {facts.Count} settings");
            return [.. lines.Select(line => line.Split(' ', 4) switch
            {
                [var place, "missing"] => new SysctlInfo(null, CanBeSet: false, place == "container"),
                [var place, "there", var may, var value] => new SysctlInfo(Plain(value), may == "yes", place == "container"),
                _ => throw new FormatException($"'{line}' is no kernel setting"),
            })];
        }
    }

    /// <summary>A value with one space where the kernel prints tabs.</summary>
    public static string Plain(string value) => string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A kernel setting: its first line with single spaces, null when this kernel has none; whether it can be set, and whether that is because the host is a container.</summary>
public sealed record SysctlInfo(string? Value, bool CanBeSet, bool InContainer);
