using JamLab.Convergence;
using JamLab.Convergence.Facts;

namespace JamLab.Tests.Convergence.Support;

/// <summary>A resource that is what a test says: done when its check is content, set right by its script.</summary>
public sealed record Scripted(string Title, HostText Check, HostText Script) : Resource
{
    public bool Interrupts { get; init; }

    public bool BringsPackages { get; init; }

    public override string Name => $"scripted {Title}";

    public override IEnumerable<Fact> Facts => [new CheckFact(Check)];

    public override Change? Diff(HostFacts facts) =>
        facts.Get(new CheckFact(Check)) ? null : new Change(this, [new Difference("its check fails")], Script) { Interrupts = Interrupts, BringsPackages = BringsPackages };
}
