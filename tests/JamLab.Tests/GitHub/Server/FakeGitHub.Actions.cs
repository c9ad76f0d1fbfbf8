using System.Text.Json.Nodes;

namespace JamLab.Tests.GitHub.Server;

internal sealed partial class FakeGitHub
{
    public List<JsonObject> Runs { get; } = [];

    /// <summary>What the jobs of the followed run are, look by look; the last look stays.</summary>
    public List<(string Run, string? Conclusion, JsonObject[] Jobs)> Looks { get; } = [];

    /// <summary>What jobs wrote, by their id.</summary>
    public Dictionary<string, string> Logs { get; } = [];

    /// <summary>Whether the answer to a dispatch names the run, as github.com does.</summary>
    public bool NamesRuns { get; set; } = true;

    /// <summary>Whether the request for that is refused, as Enterprise servers do that do not know it.</summary>
    public bool RefusesDetails { get; set; }

    /// <summary>How many looks it takes until a started run shows up.</summary>
    public int LooksUntilShown { get; set; }

    /// <summary>Started in the same moment by somebody else.</summary>
    public Action? AtDispatch { get; set; }

    private readonly List<JsonObject> _hidden = [];

    public JsonObject AddRun(string author, string sha, string @event = "workflow_dispatch", string status = "queued")
    {
        var id = NewId();
        var run = new JsonObject
        {
            ["id"] = id,
            ["status"] = status,
            ["conclusion"] = null,
            ["event"] = @event,
            ["actor"] = User(author),
            ["head_sha"] = sha,
            ["html_url"] = $"{Address}octocat/lab/actions/runs/{id}",
            ["created_at"] = Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
            ["run_started_at"] = "2026-03-14T15:00:00Z",
            ["updated_at"] = "2026-03-14T15:03:12Z",
        };
        Runs.Add(run);
        return run;
    }

    private Answer Actions(FakeRequest request)
    {
        switch (request.Method, request.Parts)
        {
            case ("POST", ["actions", "workflows", _, "dispatches"]):
                return Dispatch(request);
            case ("GET", ["actions", "workflows", _, "runs"]):
                if (_hidden.Count > 0 && LooksUntilShown-- <= 0)
                {
                    Runs.AddRange(_hidden);
                    _hidden.Clear();
                }

                return request.Page(Enumerable.Reverse(Runs), "workflow_runs");
            case ("GET", ["actions", "runs", var id]):
                var run = Runs.Find(one => (long)one["id"]! == long.Parse(id))!;
                if (Looks.Count > 0)
                    (run["status"], run["conclusion"]) = (Looks[0].Run, Looks[0].Conclusion);
                return new Answer(200, run.DeepClone());
            case ("GET", ["actions", "runs", _, "jobs"]):
                var page = request.Page(Looks.Count > 0 ? Looks[0].Jobs : [], "jobs");
                if (Looks.Count > 1 && page.Link is null)
                    Looks.RemoveAt(0);
                return page;
            case ("GET", ["actions", "jobs", var id, "logs"]):
                return Logs.ContainsKey(id) ? new Answer(302) { Location = $"{Address.ToString().Replace("127.0.0.1", "localhost")}storage/{id}" } : Answer.NotFound;
            case ("POST", ["actions", "runs", var id, "cancel"]):
                return (string)Runs.Find(one => (long)one["id"]! == long.Parse(id))!["status"]! == "completed" ? new Answer(409, new JsonObject { ["message"] = "Cannot cancel a workflow run that is completed." }) : new Answer(202, new JsonObject());
            default:
                return Answer.NotFound;
        }
    }

    private Answer Dispatch(FakeRequest request)
    {
        var asks = request.Body.ContainsKey("return_run_details");
        if (asks && RefusesDetails)
            return Answer.Invalid("\\\"return_run_details\\\" is not a permitted key.");
        AtDispatch?.Invoke();
        var run = AddRun(request.Author, Refs.GetValueOrDefault($"heads/{(string)request.Body["ref"]!}", "none"));
        run["inputs"] = request.Body["inputs"]?.DeepClone();
        if (LooksUntilShown > 0)
        {
            Runs.Remove(run);
            _hidden.Add(run);
        }

        return asks && NamesRuns
            ? new Answer(200, new JsonObject { ["workflow_run_id"] = run["id"]!.DeepClone(), ["run_url"] = "x", ["html_url"] = run["html_url"]!.DeepClone() })
            : new Answer(204);
    }
}
