using System.Text.Json.Nodes;

namespace JamLab.Tests.GitHub.Server;

internal sealed partial class FakeGitHub
{
    public Dictionary<string, JsonObject> Environments { get; } = [];

    /// <summary>By scope (an environment's name, or nothing) and name: what was sent, sealed.</summary>
    public SortedDictionary<string, byte[]> Sealed { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public byte[] PublicKey { get; set; } = new byte[32];

    private Answer Settings(FakeRequest request)
    {
        switch (request.Method, request.Parts)
        {
            case ("GET", ["environments", var name]):
                return Environments.TryGetValue(name, out var found) ? new Answer(200, Environment(name, found)) : Answer.NotFound;
            case ("PUT", ["environments", var name]):
                var policies = Environments.GetValueOrDefault(name)?["policies"]?.DeepClone() ?? new JsonArray();
                Environments[name] = request.Body;
                Environments[name]["policies"] = policies;
                return new Answer(200, Environment(name, Environments[name]));
            case (_, ["environments", var name, "deployment-branch-policies", .. var id]):
                return Policies(request, Environments[name]["policies"]!.AsArray(), id);
            case (_, ["environments", var name, .. var rest]):
                return Environments.ContainsKey(name) ? Values(request with { Parts = rest }, name) : Answer.NotFound;
            case (_, ["actions", .. var rest]):
                return Values(request with { Parts = rest }, "");
            default:
                return Answer.NotFound;
        }
    }

    private Answer Policies(FakeRequest request, JsonArray policies, string[] id)
    {
        if (request.Method == "GET")
            return request.Page(policies.Select(one => one!), "branch_policies");
        if (request.Method == "POST")
            policies.Add(new JsonObject { ["id"] = NewId(), ["name"] = request.Body["name"]!.DeepClone() });
        else
            policies.Remove(policies.Single(one => (long)one!["id"]! == long.Parse(id[0])));
        return request.Method == "POST" ? new Answer(200, policies[^1]!.DeepClone()) : new Answer(204);
    }

    private Answer Values(FakeRequest request, string scope)
    {
        switch (request.Method, request.Parts)
        {
            case ("GET", ["secrets"]):
                return request.Page(Sealed.Keys.Where(one => one.StartsWith($"{scope}/")).Select(one => new JsonObject { ["name"] = one[(scope.Length + 1)..] }), "secrets");
            case ("GET", ["secrets", "public-key"]):
                return new Answer(200, new JsonObject { ["key_id"] = "568250167242549743", ["key"] = Convert.ToBase64String(PublicKey) });
            case ("PUT", ["secrets", var name]):
                Sealed[$"{scope}/{name}"] = Convert.FromBase64String((string)request.Body["encrypted_value"]!);
                return new Answer(201, new JsonObject());
            case ("GET", ["variables"]):
                return request.Page(Variables.Where(one => one.Key.StartsWith($"{scope}/")).Select(one => new JsonObject { ["name"] = one.Key[(scope.Length + 1)..], ["value"] = one.Value }), "variables");
            case ("POST", ["variables"]):
                return Variables.TryAdd($"{scope}/{(string)request.Body["name"]!}", (string)request.Body["value"]!) ? new Answer(201, new JsonObject()) : new Answer(409, new JsonObject { ["message"] = "Variable already exists" });
            case ("PATCH", ["variables", var name]):
                Variables[$"{scope}/{name}"] = (string)request.Body["value"]!;
                return new Answer(204);
            default:
                return Answer.NotFound;
        }
    }

    // Asked for in one shape and shown in another.
    private static JsonObject Environment(string name, JsonObject wanted)
    {
        var reviewers = (wanted["reviewers"]?.AsArray() ?? []).Select(one => new JsonObject { ["type"] = one!["type"]!.DeepClone(), ["reviewer"] = new JsonObject { ["id"] = one["id"]!.DeepClone() } }).ToArray<JsonNode?>();
        var rules = new JsonArray();
        if ((int?)wanted["wait_timer"] is > 0 and var timer)
            rules.Add(new JsonObject { ["id"] = 1, ["type"] = "wait_timer", ["wait_timer"] = timer });
        if (reviewers.Length > 0)
            rules.Add(new JsonObject { ["id"] = 2, ["type"] = "required_reviewers", ["prevent_self_review"] = wanted["prevent_self_review"]?.DeepClone(), ["reviewers"] = new JsonArray(reviewers) });
        return new JsonObject { ["id"] = 1, ["name"] = name, ["protection_rules"] = rules, ["deployment_branch_policy"] = wanted["deployment_branch_policy"]?.DeepClone() };
    }
}
