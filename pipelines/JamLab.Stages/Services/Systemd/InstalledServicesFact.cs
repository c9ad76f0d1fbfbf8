using JamLab.Convergence;

namespace JamLab.Stages.Services.Systemd;

/// <summary>The names of all services that a host has something of.</summary>
internal sealed record InstalledServicesFact : Fact<InstalledServices>
{
    private static readonly InstalledKind Shared = new();

    public static InstalledServicesFact Instance { get; } = new();

    public override FactKind Kind => Shared;

    private sealed class InstalledKind : FactKind<InstalledServicesFact, InstalledServices>
    {
        public override string Name => "folders of services";

        protected override string Script(IReadOnlyList<InstalledServicesFact> facts) =>
            $$"""
            for one in {{Slot.Root}}/*/; do
              [ ! -d "$one" ] || { one=${one%/}; echo "${one##*/}"; }
            done
            """;

        protected override IReadOnlyList<InstalledServices> Read(IReadOnlyList<InstalledServicesFact> facts, IReadOnlyList<string> lines) =>
            [.. facts.Select(_ => new InstalledServices([.. lines.Where(line => line.Length > 0)]))];
    }
}

/// <summary>Services by name.</summary>
internal sealed record InstalledServices(IReadOnlyList<string> Names);
