using JamLab.Convergence;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>Shell that tells how the cluster is, without any token (developer.hashicorp.com/vault/api-docs/system/health and leader).</summary>
internal static class VaultHealth
{
    /// <summary>Whether the server is the active one: it is restarted last, so that there is one change of leader.</summary>
    public static HostText IsActive { get; } = $"case $({VaultState.Curl} {VaultCluster.Api}/v1/sys/leader) in *'\"is_self\":true'*) ;; *) exit 1;; esac";

    /// <summary>Whether the cluster bears the next restart: every server open, one of them active, and this one as far as that one was a moment ago.</summary>
    public static HostText Gate(IReadOnlyList<Host> servers) =>
        $$"""
        for one in {{string.Join(' ', servers.Select(VaultCluster.Address))}}; do
          case $({{VaultState.Curl}} -o /dev/null -w '%{http_code}' "$one/v1/sys/health" 2>/dev/null) in
            200|429|473) ;;
            501) echo "$one is not initialised"; exit 1;;
            503) echo "$one is sealed"; exit 1;;
            *) echo "$one is not well"; exit 1;;
          esac
        done
        number() { number=${1#*\"$2\":}; [ "$number" != "$1" ] || return 1; number=${number%%[,\}]*}; }
        mine=$({{VaultState.Curl}} {{VaultCluster.Api}}/v1/sys/leader) || { echo 'Vault does not answer'; exit 1; }
        leader=${mine#*\"leader_address\":\"}; leader=${leader%%\"*}; leader=${leader%/}
        case $leader in https://*) ;; *) echo 'no server is active'; exit 1;; esac
        theirs=$({{VaultState.Curl}} "$leader/v1/sys/leader") || { echo "$leader does not answer"; exit 1; }
        # Older ones do not tell how far they are.
        number "$theirs" raft_committed_index || exit 0
        wanted=$number
        mine=$({{VaultState.Curl}} {{VaultCluster.Api}}/v1/sys/leader)
        number "$mine" raft_applied_index || exit 0
        [ "$number" -ge "$wanted" ] || { echo 'this server has not caught up'; exit 1; }
        """;
}
