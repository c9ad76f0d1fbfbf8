using System.Text.Json.Nodes;

namespace JamLab.Tests.GitHub.Server;

internal sealed partial class FakeGitHub
{
    public List<JsonObject> CheckRuns { get; } = [];

    public List<JsonObject> AllDeployments { get; } = [];

    private Answer Checks(FakeRequest request)
    {
        switch (request.Method, request.Parts)
        {
            case ("POST", ["check-runs"]):
                if (Annotations(request).Count > 50)
                    return Answer.Invalid("annotations: no more than 50");
                var run = request.Body;
                run["id"] = NewId();
                run["html_url"] = $"{Address}octocat/lab/runs/{_ids}";
                run["status"] ??= "queued";
                run["annotations"] = new JsonArray([.. Annotations(request).Select(one => one!.DeepClone())]);
                CheckRuns.Add(run);
                return new Answer(201, Shown(run));
            case ("PATCH", ["check-runs", var id]):
                if (Annotations(request).Count > 50)
                    return Answer.Invalid("annotations: no more than 50");
                var there = CheckRuns.Find(one => (long)one["id"]! == long.Parse(id))!;
                foreach (var annotation in Annotations(request))
                    there["annotations"]!.AsArray().Add(annotation!.DeepClone());
                foreach (var name in new[] { "status", "conclusion" }.Where(request.Body.ContainsKey))
                    there[name] = request.Body[name]!.DeepClone();
                return new Answer(200, Shown(there));
            case ("GET", ["check-runs", var id]):
                return new Answer(200, Shown(CheckRuns.Find(one => (long)one["id"]! == long.Parse(id))!));
            case ("GET", ["commits", var sha, "check-runs"]):
                return request.Page(CheckRuns.Where(one => (string)one["head_sha"]! == sha && (string)one["name"]! == request.Asked("check_name")).Select(Shown), "check_runs");
            default:
                return Answer.NotFound;
        }
    }

    private static JsonArray Annotations(FakeRequest request) => request.Body["output"]?["annotations"]?.AsArray() ?? [];

    private static JsonObject Shown(JsonObject run)
    {
        var shown = run.DeepClone().AsObject();
        shown["started_at"] = "2026-03-14T15:00:00Z";
        shown["output"] = new JsonObject { ["title"] = run["output"]!["title"]!.DeepClone(), ["annotations_count"] = run["annotations"]!.AsArray().Count };
        return shown;
    }

    private Answer Deployments(FakeRequest request)
    {
        switch (request.Method, request.Parts)
        {
            case ("POST", ["deployments"]):
                var made = request.Body;
                made["id"] = NewId();
                made["statuses"] = new JsonArray();
                AllDeployments.Add(made);
                return new Answer(201, made.DeepClone());
            case ("GET", ["deployments"]):
                return request.Page(Enumerable.Reverse(AllDeployments));
            case ("POST", ["deployments", var id, "statuses"]):
                var status = request.Body;
                status["id"] = NewId();
                AllDeployments.Find(one => (long)one["id"]! == long.Parse(id))!["statuses"]!.AsArray().Add(status);
                return new Answer(201, status.DeepClone());
            case ("GET", ["deployments", var id, "statuses"]):
                return request.Page(AllDeployments.Find(one => (long)one["id"]! == long.Parse(id))!["statuses"]!.AsArray().Reverse().Select(one => one!));
            default:
                return Answer.NotFound;
        }
    }
}
