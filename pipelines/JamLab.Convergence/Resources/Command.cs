using JamLab.Convergence.Facts;

namespace JamLab.Convergence.Resources;

/// <summary>What no other resource says: <paramref name="Script"/> is run when <paramref name="Check"/> ends with another exit code than 0, and <paramref name="Check"/> must be content afterwards.</summary>
/// <param name="Title">What it does, unique on the host: "allow the monitoring token".</param>
/// <param name="Check">Shell that tells whether it is done; changes nothing.</param>
/// <param name="Script">Shell, run as root with <c>set -eu</c> in a subshell.</param>
public sealed record Command(string Title, HostText Check, HostText Script) : Resource
{
    /// <summary>Why it is needed, for diffs and reports.</summary>
    public string Reason { get; init; } = "its check fails";

    public override string Name => $"command {Title}";

    public override IEnumerable<Fact> Facts => [new CheckFact(Check)];

    public override Change? Diff(HostFacts facts) =>
        facts.Get(new CheckFact(Check))
            ? null
            : new Change(this, [new Difference(Reason)], new HostText($"(\n{Script.Reveal().TrimEnd('\n')}\n)\n", Script.IsSecret));
}
