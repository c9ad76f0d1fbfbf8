using JamLab.Convergence;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>Vault is open: after its start, and so after a reboot, it is sealed until somebody brings the key.</summary>
/// <param name="Keys">Where the key is.</param>
/// <param name="IsLast">Whether a Vault that cannot be opened is an error: not before all servers run.</param>
internal sealed record Unsealed(VaultKeys Keys, bool IsLast) : Resource
{
    public override string Name => IsLast ? "Vault, unsealed" : "Vault, unsealed after a restart";

    public override IEnumerable<Fact> Facts => [VaultState.IsInitialized, VaultState.IsUnsealed, KeptKeys.Answer];

    public override Change? Diff(HostFacts facts)
    {
        if (facts.Get(VaultState.IsUnsealed))
            return null;
        if (!facts.Get(VaultState.IsInitialized))
            return IsLast ? Change.Deferred(this, "it has no keys yet") : null;
        // What is kept may be an older Vault's.
        if (facts.Get(KeptKeys.Answer).Text is { } answer && !Keys.IsKept(answer))
            return IsLast ? Change.Deferred(this, "its keys are not kept yet") : null;
        var sealedNow = new Difference("Vault", "sealed", "unsealed");
        if (Keys.Unseal is not { } key)
            return IsLast ? new Change(this, [sealedNow], "echo 'its key is not among the secrets of this environment: unseal it by hand (vault operator unseal)'; exit 1\n") : null;
        return new Change(this, [sealedNow], SecretText.Of(
            $$"""
            answer=$({{VaultState.Curl}} -K - 2>&1 <<'J_ASK'
            request = "PUT"
            url = "{{VaultCluster.Api}}/v1/sys/unseal"
            data = "{\"key\":\"{{key}}\"}"
            J_ASK
            ) || :
            case $answer in *'"errors"'*) echo "Vault refused the key: $answer"; exit 1;; esac
            left=120
            while :; do
              case $({{VaultState.Curl}} {{VaultCluster.Api}}/v1/sys/seal-status 2>&1) in *'"sealed":false'*) break;; esac
              left=$((left-1))
              [ $left -gt 0 ] || { echo 'it is still sealed a minute after it was given its key: journalctl -u vault'; exit 1; }
              sleep 0.5
            done

            """));
    }
}
