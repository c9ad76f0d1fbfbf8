using JamLab.Convergence;
using JamLab.Convergence.Resources;

namespace JamLab.Stages.Configuration.Roles.Nomad;

/// <summary>Nomad's first token, through its HTTP API (developer.hashicorp.com/nomad/api-docs/acl/tokens). It is ours and goes in over stdin, so that doing it twice is doing it once.</summary>
internal static class NomadAccess
{
    /// <summary>Run on one server; a server without a leader answers 500 and is asked again for a minute.</summary>
    public static Command Bootstrapped(NomadCluster cluster) => new("know Nomad's management token", Check(cluster), Script(cluster))
    {
        Reason = "Nomad does not know the token",
    };

    private static HostText Check(NomadCluster cluster) => SecretText.Of(
        $$"""
        curl -fsS --max-time 10 --cacert {{NomadCluster.Tls.Authority}} -K - <<'J_ASK'
        header = "X-Nomad-Token: {{cluster.ManagementToken}}"
        url = "{{NomadCluster.Api}}/v1/acl/token/self"
        J_ASK
        """);

    private static HostText Script(NomadCluster cluster) => SecretText.Of(
        $$"""
        lf='
        '
        left=120
        while :; do
          answer=$(curl -sS --max-time 10 --cacert {{NomadCluster.Tls.Authority}} -w '\n%{http_code}' -K - 2>&1 <<'J_ASK'
        request = "POST"
        url = "{{NomadCluster.Api}}/v1/acl/bootstrap"
        data = "{\"BootstrapSecret\":\"{{cluster.ManagementToken}}\"}"
        J_ASK
        ) || :
          case $answer in
            *"${lf}200") exit 0;;
            *'ACL bootstrap already done'*) echo "Nomad's first token is another one: write it into the environment's secrets as nomad/token/management, or reset Nomad's ACLs"; exit 1;;
          esac
          left=$((left-1))
          [ $left -gt 0 ] || { printf '%s\n' "$answer"; exit 1; }
          sleep 0.5
        done
        """);
}
