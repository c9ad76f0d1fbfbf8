using System.Text.Json.Nodes;

namespace JamLab.Tests.GitHub.Server;

internal sealed partial class FakeGitHub
{
    public List<JsonObject> Comments { get; } = [];

    public List<JsonObject> Issues { get; } = [];

    public List<JsonObject> Pulls { get; } = [];

    public JsonObject AddComment(long issue, string body, string author = Us)
    {
        var id = NewId();
        var comment = new JsonObject { ["id"] = id, ["issue"] = issue, ["body"] = body, ["html_url"] = $"{Address}octocat/lab/pull/{issue}#issuecomment-{id}", ["user"] = User(author) };
        Comments.Add(comment);
        return comment;
    }

    private Answer Conversations(FakeRequest request)
    {
        switch (request.Method, request.Parts)
        {
            case ("GET", ["issues", var issue, "comments"]):
                return request.Page(Comments.Where(one => (long)one["issue"]! == long.Parse(issue)));
            case ("POST", ["issues", var issue, "comments"]):
                return TooLong(request) ?? new Answer(201, AddComment(long.Parse(issue), (string)request.Body["body"]!, request.Author).DeepClone());
            case ("PATCH", ["issues", "comments", var id]):
                return TooLong(request) ?? Change(Comments.Find(one => (long)one["id"]! == long.Parse(id)), request);
            case ("DELETE", ["issues", "comments", var id]):
                return Comments.RemoveAll(one => (long)one["id"]! == long.Parse(id)) > 0 ? new Answer(204) : Answer.NotFound;
            case ("GET", ["issues"]):
                var label = request.Asked("labels");
                return request.Page(Issues.Where(one => (string)one["state"]! == request.Asked("state")
                    && (label is null || one["labels"]!.AsArray().Any(mark => (string)mark!["name"]! == label))));
            case ("POST", ["issues"]):
                return TooLong(request) ?? new Answer(201, AddIssue(request.Body, request.Author).DeepClone());
            case ("PATCH", ["issues", var number]):
                return TooLong(request) ?? Change(Issues.Find(one => (long)one["number"]! == long.Parse(number)), request);
            case ("GET", ["pulls"]):
                var head = request.Asked("head");
                return request.Page(Pulls.Where(one => (string)one["state"]! == request.Asked("state") && (head is null || $"octocat:{(string)one["head"]!["ref"]!}" == head)));
            case ("POST", ["pulls"]):
                return AddPull(request);
            case ("PATCH", ["pulls", var number]):
                return Change(Pulls.Find(one => (long)one["number"]! == long.Parse(number)), request);
            default:
                return Answer.NotFound;
        }
    }

    public JsonObject AddIssue(JsonObject wanted, string author)
    {
        var issue = new JsonObject
        {
            ["id"] = NewId(),
            ["number"] = Issues.Count + 1L,
            ["state"] = "open",
            ["title"] = wanted["title"]!.DeepClone(),
            ["body"] = wanted["body"]?.DeepClone(),
            ["labels"] = new JsonArray([.. (wanted["labels"]?.AsArray() ?? []).Select(name => new JsonObject { ["name"] = name!.DeepClone() })]),
            ["milestone"] = wanted["milestone"]?.DeepClone(),
            ["user"] = User(author),
            ["html_url"] = $"{Address}octocat/lab/issues/{Issues.Count + 1}",
        };
        Issues.Add(issue);
        return issue;
    }

    private Answer AddPull(FakeRequest request)
    {
        var (head, @base) = ((string)request.Body["head"]!, (string)request.Body["base"]!);
        if (Pulls.Any(one => (string)one["head"]!["ref"]! == head && (string)one["state"]! == "open"))
            return Answer.Invalid($"A pull request already exists for octocat:{head}.");
        Pulls.Add(new JsonObject
        {
            ["id"] = NewId(),
            ["number"] = Pulls.Count + 1L,
            ["state"] = "open",
            ["title"] = request.Body["title"]!.DeepClone(),
            ["body"] = request.Body["body"]?.DeepClone(),
            ["head"] = new JsonObject { ["ref"] = head, ["repo"] = new JsonObject { ["id"] = 1 } },
            ["base"] = new JsonObject { ["ref"] = @base, ["repo"] = new JsonObject { ["id"] = 1 } },
            ["html_url"] = $"{Address}octocat/lab/pull/{Pulls.Count + 1}",
        });
        return new Answer(201, Pulls[^1].DeepClone());
    }

    private static Answer? TooLong(FakeRequest request) => ((string?)request.Body["body"])?.Length > 65_536 ? Answer.Invalid("Body is too long (maximum is 65536 characters)") : null;

    private static Answer Change(JsonObject? what, FakeRequest request)
    {
        if (what is null)
            return Answer.NotFound;
        foreach (var (name, value) in request.Body)
        {
            if (name == "base")
                what["base"]!["ref"] = value!.DeepClone();
            else
                what[name] = value?.DeepClone();
        }

        return new Answer(200, what.DeepClone());
    }
}
