using JamLab.Convergence;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Roles.Consul;

/// <summary>Shell that tells how a member is. The token is read from the server's own configuration: clients never see it.</summary>
internal static class ConsulHealth
{
    private const string Ask = $"curl -fsS --max-time 5 {ConsulCluster.Api}/v1";

    private const string ReadConfiguration =
        $$"""
        token= address= name= server=false
        while read -r key equals value; do
          value=${value#\"}; value=${value%\"}
          case $key in
            master|initial_management) token=$value;;
            bind_addr) address=$value;;
            node_name) name=$value;;
            server) server=$value;;
          esac
        done < {{ConsulCluster.ConfigurationFile}}

        """;

    /// <summary>Whether the member leads: it is restarted last, so that there is one election and not one a server.</summary>
    public static HostText IsLeader =>
        $$"""
        [ -d {{ConsulCluster.DataFolder}}/raft ] || exit 1
        {{ReadConfiguration}}[ "$({{Ask}}/status/leader)" = "\"$address:8300\"" ]
        """;

    /// <summary>
    /// Whether the cluster bears the next restart: all of the inventory's servers alive in this member's eyes and voting, and something just written has reached this very member.
    /// Autopilot alone is not believed: it goes on calling a server healthy for a second after it is gone.
    /// </summary>
    public static HostText Gate(IReadOnlyList<Host> servers) =>
        $$"""
        {{ReadConfiguration}}
        leader=$({{Ask}}/status/leader) || { echo 'the agent does not answer yet'; exit 1; }
        [ ${#leader} -gt 2 ] || { echo 'there is no leader'; exit 1; }
        if [ "$server" = false ]; then
          {{Ask}}/health/node/"$name" >/dev/null || { echo 'the servers do not answer'; exit 1; }
          exit 0
        fi
        ask() { printf 'header = "X-Consul-Token: %s"\n' "$token" | curl -fsS --max-time 5 -K - "$@"; }
        healthy() {
          members=$(ask {{ConsulCluster.Api}}/v1/agent/members) || { echo 'the members are not known'; return 1; }
          voters=$(ask {{ConsulCluster.Api}}/v1/operator/raft/configuration) || { echo 'the voters are not known'; return 1; }
          for one in {{string.Join(' ', servers.Select(server => server.Name.Value))}}; do
            case $members in *"\"Name\":\"$one\""*) ;; *) echo "$one is no member"; return 1;; esac
            status=${members#*\"Name\":\"$one\"}; status=${status#*\"Status\":}; status=${status%%[,\}]*}
            [ "$status" = 1 ] || { echo "$one is not alive"; return 1; }
            case $voters in *"\"Node\":\"$one\""*) ;; *) echo "$one does not vote"; return 1;; esac
            votes=${voters#*\"Node\":\"$one\"}; votes=${votes#*\"Voter\":}; votes=${votes%%[,\}]*}
            [ "$votes" = true ] || { echo "$one does not vote"; return 1; }
          done
          ask {{ConsulCluster.Api}}/v1/operator/autopilot/health >/dev/null || { echo 'autopilot is not content'; return 1; }
          written="$$ $(date +%s)"
          ask -X PUT --data-binary "$written" {{ConsulCluster.Api}}/v1/kv/jamlab/written-by/"$name" >/dev/null || { echo 'nothing can be written'; return 1; }
          # A follower learns with the next heartbeat that what it holds is agreed on.
          tries=20
          until [ "$(ask '{{ConsulCluster.Api}}/v1/kv/jamlab/written-by/'"$name"'?raw&stale')" = "$written" ]; do
            tries=$((tries-1))
            [ $tries -gt 0 ] || { echo "$name has not caught up"; return 1; }
            sleep 0.2
          done
        }
        healthy && sleep 1 && healthy
        """;
}
