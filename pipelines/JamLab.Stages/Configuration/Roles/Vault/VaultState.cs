using JamLab.Convergence.Facts;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>How the Vault on the host itself is (developer.hashicorp.com/vault/api-docs/system/seal-status); one that does not answer is neither.</summary>
internal static class VaultState
{
    public static readonly string Curl = $"curl -sS --max-time 10 --cacert {VaultCluster.Tls.Authority}";

    /// <summary>Whether it was initialised, or joined one that was; false while it does not answer.</summary>
    public static CheckFact IsInitialized { get; } = new(Says("\"initialized\":true"));

    public static CheckFact IsUnsealed { get; } = new(Says("\"sealed\":false"));

    private static string Says(string what) => $"case $({Curl} {VaultCluster.Api}/v1/sys/seal-status) in *'{what}'*) ;; *) exit 1;; esac";
}
