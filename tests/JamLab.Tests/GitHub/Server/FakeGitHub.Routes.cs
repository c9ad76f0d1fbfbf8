using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace JamLab.Tests.GitHub.Server;

internal sealed partial class FakeGitHub
{
    private long _ids = 1000;

    /// <summary>Who has which token; tokens that are not here are refused.</summary>
    public Dictionary<string, string> Tokens { get; } = new() { [Token] = Us };

    /// <summary>Where a repository was moved to: the requests for the old name are sent there.</summary>
    public Dictionary<string, string> Moved { get; } = [];

    /// <summary>The tokens that each request bore, none as an empty text.</summary>
    public List<string> Seen { get; } = [];

    private long NewId() => ++_ids;

    private Answer Carry(HttpContext context, string path, byte[] body)
    {
        var bearer = context.Request.Headers.Authorization.ToString();
        var token = bearer.StartsWith("Bearer ", StringComparison.Ordinal) ? bearer[7..] : "";
        Seen.Add(token);
        if (path.StartsWith("/storage/", StringComparison.Ordinal))
            return Storage(path["/storage/".Length..]);
        var api = path.StartsWith(Base, StringComparison.Ordinal) ? path[Base.Length..] : path == "/api/graphql" ? "graphql" : "";
        if (Apps(context.Request.Method, api, token) is { } app)
            return app;
        if (!Tokens.TryGetValue(token, out var author))
            return new Answer(401, new JsonObject { ["message"] = "Bad credentials" });
        var request = new FakeRequest(context.Request.Method, path, api.Split('/').Select(Uri.UnescapeDataString).ToArray(), context.Request.Query, body, author, Address);
        if (request is { Parts: ["repos", var owner, var name, ..] } && Moved.TryGetValue($"{owner}/{name}", out var target))
            return new Answer(301) { Location = $"{new Uri(Address, Base)}repos/{target}{api[$"repos/{owner}/{name}".Length..]}{context.Request.QueryString}" };
        return request.Parts switch
        {
            ["repos", _, _] => new Answer(200, new JsonObject { ["id"] = 1, ["default_branch"] = "main" }),
            ["repos", _, _, .. var rest] => Route(request with { Parts = rest }),
            _ => People(request),
        };
    }

    private Answer Route(FakeRequest request) => request.Parts[0] switch
    {
        "issues" or "pulls" => Conversations(request),
        "check-runs" => Checks(request),
        "commits" when request.Parts is [_, _, "check-runs"] => Checks(request),
        "deployments" => Deployments(request),
        "git" or "commits" or "compare" => Git(request),
        "releases" => Releases(request),
        "environments" => Settings(request),
        "actions" when request.Parts[1] is "secrets" or "variables" => Settings(request),
        "actions" => Actions(request),
        _ => Answer.NotFound,
    };

    private static Answer People(FakeRequest request) => request.Parts switch
    {
        ["user"] when request.Author.EndsWith("[bot]", StringComparison.Ordinal) => new Answer(403, new JsonObject { ["message"] = "Resource not accessible by integration" }),
        ["user"] => new Answer(200, new JsonObject { ["login"] = request.Author, ["id"] = 1 }),
        ["users", "nobody"] => Answer.NotFound,
        ["users", var login] => new Answer(200, new JsonObject { ["login"] = login, ["id"] = login.Length }),
        ["orgs", _, "teams", var team] => new Answer(200, new JsonObject { ["slug"] = team, ["id"] = 500 + team.Length }),
        ["graphql"] => new Answer(200, new JsonObject { ["data"] = new JsonObject { ["viewer"] = new JsonObject { ["login"] = request.Author } } }),
        _ => Answer.NotFound,
    };

    private static JsonObject User(string login) => new() { ["login"] = login, ["id"] = login.Length };
}
