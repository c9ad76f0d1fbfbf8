namespace JamLab.Convergence.Facts;

/// <summary>What is asked of every host.</summary>
public sealed record SystemFact : Fact<SystemInfo>
{
    public static SystemFact Instance { get; } = new();

    public override FactKind Kind { get; } = new SystemKind();

    private sealed class SystemKind : FactKind<SystemFact, SystemInfo>
    {
        public override string Name => "the system";

        // Only what the shell can do by itself, but for date and uname: this is asked every time.
        protected override string Script(IReadOnlyList<SystemFact> facts) =>
            """
            ID=unknown VERSION_ID= VERSION_CODENAME=
            [ -r /etc/os-release ] && . /etc/os-release
            manager=none
            for one in apt-get:apt dnf:dnf apk:apk; do
              if command -v "${one%%:*}" >/dev/null 2>&1; then manager=${one#*:}; break; fi
            done
            init=none
            [ -d /run/systemd/system ] && init=systemd
            printf '%s\n' "$ID" "$VERSION_ID" "$VERSION_CODENAME" "$(uname -m)" "$manager" "$init" "$(date +%s)" "$(cat /proc/sys/kernel/random/boot_id)" "$(uname -n)"
            """;

        protected override IReadOnlyList<SystemInfo> Read(IReadOnlyList<SystemFact> facts, IReadOnlyList<string> lines) =>
            lines is [var id, var version, var codename, var machine, var manager, var init, var now, var boot, var name]
                ? [new SystemInfo(id, version, codename, machine, manager, init == "systemd", DateTimeOffset.FromUnixTimeSeconds(long.Parse(now)), boot, name)]
                : throw new FormatException($"{lines.Count} lines instead of 9");
    }
}

/// <summary>
/// A host's system: <c>ID</c>, <c>VERSION_ID</c> and <c>VERSION_CODENAME</c> of os-release(5), <c>uname -m</c>, the package manager (apt, dnf, apk or none),
/// whether systemd runs it, its clock, the kernel's boot id and its node name.
/// </summary>
public sealed record SystemInfo(
    string Distribution, string Version, string Codename, string Architecture, string PackageManager, bool HasSystemd, DateTimeOffset Now, string BootId, string NodeName);
