using JamLab.Convergence;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Nomad;

/// <summary>Shell that tells how an agent is. The token is read from a server's own file: clients never see it.</summary>
internal static class NomadHealth
{
    private static readonly string Ask = $"curl -fsS --max-time 5 --cacert {NomadCluster.Tls.Authority}";

    /// <summary>Whether the server leads: it is restarted last, so that there is one election and not one a server.</summary>
    public static HostText IsLeader { get; } =
        $$"""
        [ -e {{NomadCluster.TokenFile}} ] || exit 1
        address=
        while read -r key equals value; do
          case "$key $value" in 'rpc "'*) address=${value#\"}; address=${address%\"};; esac
        done < {{NomadCluster.ConfigurationFile}}
        [ "$({{Ask}} {{NomadCluster.Api}}/v1/status/leader)" = "\"$address:4647\"" ]
        """;

    /// <summary>
    /// Whether the cluster bears the next restart: this agent is content, and for a server also autopilot, with each of the inventory's servers alive, voting and caught up.
    /// It is asked twice, since autopilot goes on calling a server healthy for a moment after it is gone.
    /// </summary>
    public static HostText Gate(NomadCluster cluster) =>
        $$"""
        if [ ! -e {{NomadCluster.TokenFile}} ]; then
          {{Ask}} '{{NomadCluster.Api}}/v1/agent/health?type=client' >/dev/null || { echo 'the client is not content with its servers'; exit 1; }
          exit 0
        fi
        read -r token < {{NomadCluster.TokenFile}}
        healthy() {
          {{Ask}} '{{NomadCluster.Api}}/v1/agent/health?type=server' >/dev/null || { echo 'the server has no leader'; return 1; }
          health=$(printf 'header = "X-Nomad-Token: %s"\n' "$token" | {{Ask}} -K - {{NomadCluster.Api}}/v1/operator/autopilot/health) || { echo 'autopilot is not content'; return 1; }
          for one in {{string.Join(' ', cluster.Servers.Select(server => $"{server.Name}.{cluster.Region}"))}}; do
            case $health in *"\"Name\":\"$one\""*) ;; *) echo "$one is not known"; return 1;; esac
            mine=${health#*\"Name\":\"$one\"}
            alive=${mine#*\"Healthy\":}; alive=${alive%%[,\}]*}
            [ "$alive" = true ] || { echo "$one is not healthy"; return 1; }
            votes=${mine#*\"Voter\":}; votes=${votes%%[,\}]*}
            [ "$votes" = true ] || { echo "$one does not vote"; return 1; }
          done
        }
        healthy && sleep 2 && healthy
        """;
}
