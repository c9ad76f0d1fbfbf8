using JamLab.Convergence;
using JamLab.Convergence.Facts;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>
/// The keys of a new Vault are among the environment's secrets. The host tells them with its answers and has them for root alone until <see cref="ForgottenKeys"/>: whatever breaks in
/// between, they are in one of the two places.
/// </summary>
internal sealed record KeptKeys(VaultKeys Keys) : Resource
{
    /// <summary>What Vault answered when it was initialised, while the host still has it.</summary>
    public static ContentFact Answer { get; } = new(VaultCluster.AnswerFile, null);

    public override string Name => "Vault's keys in the environment's secrets";

    public override IEnumerable<Fact> Facts => [Answer];

    public override Change? Diff(HostFacts facts)
    {
        if (facts.Get(Answer) is not { Sha256: not null } held)
            return null;
        if (held.Text is not { } text || !VaultKeys.IsAnswer(text))
            return new Change(this, [new Difference("keys", "unreadable", "kept")], $"echo '{VaultCluster.AnswerFile} is no answer of Vault: look at it before you delete it'; exit 1\n");
        return Keys.IsKept(text) ? null : new Change(this, [new Difference("keys", "on the host", "in the environment's secrets")], "") { WhenMade = () => Keys.Keep(text) };
    }
}
