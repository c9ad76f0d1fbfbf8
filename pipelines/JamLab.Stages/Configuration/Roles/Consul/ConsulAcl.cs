using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Scripts;
using JamLab.Inventory;
using JamLab.Stages.State;

namespace JamLab.Stages.Configuration.Roles.Consul;

/// <summary>A policy by name; its rules on one line.</summary>
internal sealed record ConsulPolicy(string Name, string Rules);

/// <summary>A token with a secret that we chose, for what <paramref name="Purpose"/> says; rights by policies, or those of an agent of a node.</summary>
internal sealed record ConsulToken(string Purpose, Secret Secret, IReadOnlyList<string> Policies, string? AgentOf = null)
{
    /// <summary>Known beforehand, so that the token is found again whatever became of it.</summary>
    public string Accessor => new Guid(Convert.FromHexString(StableHash.Hex($"consul token {Purpose}", 32))).ToString();
}

/// <summary>
/// Policies and tokens kept through the HTTP API of a server. Everything that is secret goes to curl over stdin, and the answers are compared in the shell itself, so that no process list shows it.
/// </summary>
internal static class ConsulAcl
{
    private const string Anonymous = "00000000-0000-0000-0000-000000000002";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // After an election a server answers 500 for about a second, and a first one takes several: so a call is repeated for a minute.
    private const string Functions =
        """
        lf='
        '
        try() {
          answer=$(curl -sS --max-time 10 -w '\n%{http_code}' -K - 2>&1) || :
          case $answer in *"${lf}200") return 0;; *) return 1;; esac
        }
        call() {
          asked=$(cat)
          left=120
          until printf '%s\n' "$asked" | try; do
            left=$((left-1))
            [ $left -gt 0 ] || { printf '%s\n' "$answer"; return 1; }
            sleep 0.5
          done
        }

        """;

    /// <summary>Keeps policies and tokens; <paramref name="anonymous"/> names the policies of those who show no token, null for whatever they are.</summary>
    public static Command Keep(ConsulCluster cluster, string title, IReadOnlyList<ConsulPolicy> policies, IReadOnlyList<ConsulToken> tokens, IReadOnlyList<string>? anonymous = null)
    {
        var items = policies.Select(policy => Policy(policy)).Concat(tokens.Select(token => Token(token, cluster.Datacenter))).ToList();
        if (anonymous is not null)
            items.Add(AnonymousToken(anonymous));
        return new Command(title, HostText.Secret(Check(cluster.ManagementToken, items)), HostText.Secret(Script(cluster.ManagementToken, items)))
        {
            Reason = "a policy or token differs or is missing",
        };
    }

    private static Item Policy(ConsulPolicy policy)
    {
        var body = Json(new JsonObject { ["Name"] = policy.Name, ["Description"] = "Kept by JamLab", ["Rules"] = policy.Rules });
        return new($"policy/name/{policy.Name}", [$"\"Rules\":{Json(policy.Rules)}"], "policy", body) { IsByName = true };
    }

    private static Item Token(ConsulToken token, string datacenter)
    {
        var body = new JsonObject { ["AccessorID"] = token.Accessor, ["SecretID"] = token.Secret.Reveal(), ["Description"] = $"Kept by JamLab: {token.Purpose}", ["Policies"] = Links(token.Policies) };
        if (token.AgentOf is not null)
            body["NodeIdentities"] = new JsonArray(new JsonObject { ["NodeName"] = token.AgentOf, ["Datacenter"] = datacenter });
        return new($"token/{token.Accessor}", [$"\"SecretID\":\"{token.Secret.Reveal()}\"", .. Names(token.Policies), .. token.AgentOf is null ? [] : new[] { $"\"NodeName\":\"{token.AgentOf}\"" }], "token", Json(body))
        {
            IsMadeAnew = true,
        };
    }

    private static Item AnonymousToken(IReadOnlyList<string> policies) =>
        new($"token/{Anonymous}", [.. Names(policies)], $"token/{Anonymous}", Json(new JsonObject { ["AccessorID"] = Anonymous, ["Description"] = "Anonymous Token", ["Policies"] = Links(policies) }));

    private static JsonArray Links(IReadOnlyList<string> policies) => [.. policies.Select(name => new JsonObject { ["Name"] = name })];

    private static IEnumerable<string> Names(IReadOnlyList<string> policies) => policies.Select(name => $"\"Name\":\"{name}\"");

    private static string Json(JsonNode node) => node.ToJsonString(Plain);

    // All answers by one curl over one connection, a line each.
    private static string Check(Secret token, List<Item> items)
    {
        var text = new StringBuilder("command -v curl || exit 1\ncurl -sS --max-time 10 -K - <<'J_ASK' | {\n");
        text.Append($"header = \"X-Consul-Token: {token.Reveal()}\"\nwrite-out = \"\\n\"\n");
        foreach (var item in items)
            text.Append($"url = \"{ConsulCluster.Api}/v1/acl/{item.Read}\"\n");
        text.Append("J_ASK\n");
        foreach (var item in items)
            text.Append("IFS= read -r one || exit 1\n").Append(Holds(item, "one", "exit 1"));
        return text.Append("}\n").ToString();
    }

    private static string Script(Secret token, List<Item> items)
    {
        var text = new StringBuilder(Functions);
        text.Append($"call <<'J_ASK'\n{Request(token, "GET", "policies", null)}J_ASK\n");
        foreach (var item in items)
        {
            text.Append($"is=y\nif try <<'J_ASK'\n{Request(token, "GET", item.Read, null)}J_ASK\nthen\nfound=$answer\n{Holds(item, "found", "is=n")}else is=n; found=; fi\nif [ $is = n ]; then\n");
            if (item.IsByName)
                text.Append($"id=\ncase $found in *'\"ID\":\"'*) id=${{found#*\\\"ID\\\":\\\"}}; id=/${{id%%\\\"*}};; esac\n{{ cat <<'J_ASK'\n{Request(token, "PUT", null, item.Body)}J_ASK\nprintf 'url = \"%s\"\\n' \"{ConsulCluster.Api}/v1/acl/{item.Write}$id\"; }} | call\n");
            else
                text.Append(item.IsMadeAnew ? $"if [ -n \"$found\" ]; then call <<'J_ASK'\n{Request(token, "DELETE", item.Read, null)}J_ASK\nfi\n" : "").Append($"call <<'J_ASK'\n{Request(token, "PUT", item.Write, item.Body)}J_ASK\n");
            text.Append("fi\n");
        }

        return text.ToString();
    }

    private static string Holds(Item item, string variable, string otherwise) =>
        string.Concat(item.Holds.Select(part => $"case ${variable} in *{Sh.Quote(part)}*) ;; *) {otherwise};; esac\n"));

    // A curl configuration file: what stands there is in no argument.
    private static string Request(Secret token, string method, string? path, string? body) =>
        $"header = \"X-Consul-Token: {token.Reveal()}\"\nrequest = \"{method}\"\n" +
        (path is null ? "" : $"url = \"{ConsulCluster.Api}/v1/acl/{path}\"\n") +
        (body is null ? "" : $"data = \"{body.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n");

    // Read and Write are paths below /v1/acl; Holds are texts that the answer has when all is well.
    private sealed record Item(string Read, IReadOnlyList<string> Holds, string Write, string Body)
    {
        /// <summary>Changed under the id that its name leads to.</summary>
        public bool IsByName { get; init; }

        /// <summary>Removed and made anew, since Consul never changes a token's secret.</summary>
        public bool IsMadeAnew { get; init; }
    }
}
