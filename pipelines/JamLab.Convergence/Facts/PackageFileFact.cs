using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Facts;

/// <summary>The version that a .deb or .rpm file on the host holds; null when there is no such file.</summary>
public sealed record PackageFileFact(string Path) : Fact<PackageFileInfo>
{
    private static readonly PackageFileKind Shared = new();

    public string Path { get; } = HostPath.Check(Path);

    public override FactKind Kind => Shared;

    private sealed class PackageFileKind : FactKind<PackageFileFact, PackageFileInfo>
    {
        public override string Name => "package files";

        protected override string Script(IReadOnlyList<PackageFileFact> facts) =>
            $$"""
            for file in {{Sh.Words(facts.Select(fact => fact.Path))}}; do
              if [ ! -f "$file" ]; then echo
              elif command -v dpkg-deb >/dev/null 2>&1; then dpkg-deb -f "$file" Version || exit 1
              else rpm -qp --qf '%|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\n' "$file" || exit 1
              fi
            done
            """;

        protected override IReadOnlyList<PackageFileInfo> Read(IReadOnlyList<PackageFileFact> facts, IReadOnlyList<string> lines) =>
            lines.Count == facts.Count
                ? [.. lines.Select(line => new PackageFileInfo(line.Length == 0 ? null : line))]
                : throw new FormatException($"{lines.Count} versions of {facts.Count} files");
    }
}

/// <summary>What a package file holds.</summary>
public sealed record PackageFileInfo(string? Version);
