using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Facts;

/// <summary>Which version of a package is installed, as dpkg or rpm knows it; another package manager cannot be asked.</summary>
public sealed partial record PackageFact(string Package) : Fact<PackageInfo>
{
    private static readonly PackageKind Shared = new();

    /// <summary>The package's name, with <c>:architecture</c> for a foreign one.</summary>
    public string Package { get; } = Check(Package);

    public override FactKind Kind => Shared;

    private static string Check(string name) =>
        Plain().IsMatch(name) ? name : throw new ArgumentException($"'{name}' is no package name: letters, digits and + - . _ only, and an architecture behind a colon");

    [System.Text.RegularExpressions.GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9+._-]*(:[a-z0-9-]+)?$")]
    private static partial System.Text.RegularExpressions.Regex Plain();

    private sealed class PackageKind : FactKind<PackageFact, PackageInfo>
    {
        public override string Name => "packages";

        // dpkg-query knows removed packages too, and ends with 1 when it does not know one of the names.
        protected override string Script(IReadOnlyList<PackageFact> facts) =>
            $$"""
            set -- {{Sh.Words(facts.Select(fact => fact.Package))}}
            if command -v dpkg-query >/dev/null 2>&1; then
              dpkg-query -W -f '${Package}|${Architecture}|${db:Status-Status}|${db:Status-Want}|${Version}\n' -- "$@" 2>/dev/null || [ $? -le 1 ]
            elif command -v rpm >/dev/null 2>&1; then
              rpm -q --qf '%{NAME}|%{ARCH}|installed|install|%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\n' -- "$@" || :
              if [ -r /etc/dnf/plugins/versionlock.list ]; then
                while read -r locked; do printf 'lock|%s\n' "$locked"; done < /etc/dnf/plugins/versionlock.list
              fi
            else
              . /etc/os-release 2>/dev/null || :
              echo "packages of ${ID:-this system} are not supported here, only those of apt and dnf" >&2
              exit 1
            fi
            """;

        protected override IReadOnlyList<PackageInfo> Read(IReadOnlyList<PackageFact> facts, IReadOnlyList<string> lines)
        {
            var versions = new Dictionary<string, PackageInfo>(StringComparer.Ordinal);
            var locks = new List<string>();
            foreach (var line in lines)
            {
                switch (line.Split('|'))
                {
                    case ["lock", var locked]:
                        locks.Add(locked);
                        break;
                    case [var name, var architecture, "installed", var want, var version]:
                        versions[$"{name}:{architecture}"] = versions[name] = new PackageInfo(version, want == "hold");
                        break;
                    case [_, _, _, _, _]:
                        break;
                    // What rpm says of a package that is not there.
                    case [var text] when text.EndsWith(" is not installed", StringComparison.Ordinal) || text.Length == 0:
                        break;
                    default:
                        throw new FormatException($"'{line}' is not what dpkg-query or rpm prints");
                }
            }

            return [.. facts.Select(fact => versions.TryGetValue(fact.Package, out var found) ? found with { IsHeld = found.IsHeld || locks.Exists(one => Locks(one, fact.Package)) } : PackageInfo.None)];
        }

        // A line of versionlock: name-epoch:version-release.*, "!" in front excludes instead.
        private static bool Locks(string locked, string package) =>
            locked.StartsWith(package + "-", StringComparison.Ordinal) && locked.AsSpan(package.Length + 1).IndexOf(':') is > 0 and var colon && locked.AsSpan(package.Length + 1, colon).IndexOfAnyExceptInRange('0', '9') < 0;
    }
}

/// <summary>An installed package's version (with epoch, if it has one) and whether it is kept from upgrades; version null when it is not fully installed.</summary>
public sealed record PackageInfo(string? Version, bool IsHeld)
{
    public static PackageInfo None { get; } = new(null, false);

    public bool IsInstalled => Version is not null;
}
