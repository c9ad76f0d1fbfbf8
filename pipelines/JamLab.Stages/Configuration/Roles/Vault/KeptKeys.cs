using JamLab.Convergence;
using JamLab.Convergence.Facts;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>
/// The keys of a new Vault are among the environment's secrets and not on the host. They are taken in when the difference is looked for, before the host is told to forget them: whatever
/// breaks in between, they are in one of the two places.
/// </summary>
internal sealed record KeptKeys(VaultKeys Keys) : Resource
{
    private static readonly ContentFact Answer = new(VaultCluster.AnswerFile, null);

    public override string Name => "Vault's keys in the environment's secrets";

    public override IEnumerable<Fact> Facts => [Answer];

    public override Change? Diff(HostFacts facts)
    {
        if (facts.Get(Answer) is not { Sha256: not null } held)
            return null;
        return held.Text is { } text && Keys.Keep(text)
            ? new Change(this, [new Difference("keys", "on the host", "in the environment's secrets only")], $"rm -f {VaultCluster.AnswerFile}\n")
            : new Change(this, [new Difference("keys", "unreadable", "kept")], $"echo '{VaultCluster.AnswerFile} is no answer of Vault: look at it before you delete it'; exit 1\n");
    }
}
