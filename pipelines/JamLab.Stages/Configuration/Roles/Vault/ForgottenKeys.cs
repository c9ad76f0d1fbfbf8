using JamLab.Convergence;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>The host has its Vault's keys no longer, once they are kept here.</summary>
internal sealed record ForgottenKeys(VaultKeys Keys) : Resource
{
    public override string Name => "Vault's keys gone from the host";

    public override IEnumerable<Fact> Facts => [KeptKeys.Answer];

    public override Change? Diff(HostFacts facts)
    {
        if (facts.Get(KeptKeys.Answer) is not { Sha256: not null } held)
            return null;
        return held.Text is { } text && Keys.IsKept(text)
            ? new Change(this, [new Difference("keys", "on the host", "gone from it")], $"rm -f {VaultCluster.AnswerFile}\n")
            : Change.Deferred(this, "they are not kept yet");
    }
}
