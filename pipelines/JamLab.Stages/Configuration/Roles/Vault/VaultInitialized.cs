using JamLab.Convergence.Resources;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>
/// The first server initialises, and only when every other one says that it knows of no Vault: one that was rebuilt must join, not found a second cluster. The others join by themselves.
/// One key share, since all would be kept in the same place.
/// </summary>
internal static class VaultInitialized
{
    private static readonly string Functions =
        $$"""
        ask() { {{VaultState.Curl}} "$@"; }
        knows() {
          case $(ask "$1/v1/sys/init" 2>&1) in
            *'"initialized":true'*) return 0;;
            *'"initialized":false'*) return 1;;
            *) return 2;;
          esac
        }

        """;

    private static readonly string Joined =
        $$"""
        left=240
        until knows {{VaultCluster.Api}}; do
          left=$((left-1))
          [ $left -gt 0 ] || { echo 'it has not joined the other servers: journalctl -u vault, here and on the first server'; exit 1; }
          sleep 0.5
        done
        """;

    public static Command Of(VaultCluster cluster, Host host) => cluster.IsFirst(host)
        ? new Command("initialise Vault", VaultState.IsInitialized.Script, First([.. cluster.Others(host).Select(VaultCluster.Address)])) { Reason = "Vault has no keys yet" }
        : new Command("join Vault", VaultState.IsInitialized.Script, Functions + Joined) { Reason = "this server knows of no Vault yet" };

    private static string First(IReadOnlyList<string> others) =>
        $$"""
        {{Functions}}umask 077
        answers() {
          left=120
          while :; do
            knows "$1" && code=0 || code=$?
            [ $code = 2 ] || return $code
            left=$((left-1))
            [ $left -gt 0 ] || { echo "$1 does not say whether there is a Vault already: see to its server, then run again"; exit 1; }
            sleep 0.5
          done
        }
        there=n
        for one in {{string.Join(' ', others.Prepend(VaultCluster.Api))}}; do
          if answers "$one"; then there=y; fi
        done
        if [ $there = n ]; then
          ask -f -K - -o {{VaultCluster.AnswerFile}}.new <<'J_ASK'
        request = "PUT"
        url = "{{VaultCluster.Api}}/v1/sys/init"
        data = "{\"secret_shares\":1,\"secret_threshold\":1}"
        J_ASK
          mv {{VaultCluster.AnswerFile}}.new {{VaultCluster.AnswerFile}}
        fi
        {{Joined}}
        """;
}
