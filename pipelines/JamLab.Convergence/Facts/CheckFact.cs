using System.Text;

namespace JamLab.Convergence.Facts;

/// <summary>Whether a piece of shell ends with exit code 0. It runs as root with stdin empty and must change nothing; what it prints is dropped.</summary>
public sealed record CheckFact(HostText Script) : Fact<bool>
{
    private static readonly CheckKind Shared = new();

    public override FactKind Kind => Shared;

    private sealed class CheckKind : FactKind<CheckFact, bool>
    {
        public override string Name => "checks of commands";

        protected override string Script(IReadOnlyList<CheckFact> facts)
        {
            var text = new StringBuilder();
            foreach (var fact in facts)
                text.Append("(\n").Append(fact.Script.Reveal().TrimEnd('\n')).Append("\n) >/dev/null 2>&1 && echo y || echo n\n");
            return text.ToString();
        }

        protected override IReadOnlyList<bool> Read(IReadOnlyList<CheckFact> facts, IReadOnlyList<string> lines) =>
            lines.Count == facts.Count ? [.. lines.Select(line => line == "y")] : throw new FormatException($"{lines.Count} answers to {facts.Count} checks");
    }
}
