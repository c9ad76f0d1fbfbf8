using System.Text.Json.Nodes;

namespace JamLab.Tests.GitHub;

/// <summary>Jobs as GitHub shows them.</summary>
internal static class Jobs
{
    public static JsonObject Job(long id, string name, string status, string? conclusion = null, params (string Name, string Status, string? Conclusion)[] steps) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["status"] = status,
        ["conclusion"] = conclusion,
        ["html_url"] = $"https://github.com/octocat/lab/actions/runs/1/job/{id}",
        ["started_at"] = "2026-03-14T15:00:10Z",
        ["completed_at"] = status == "completed" ? "2026-03-14T15:01:13Z" : null,
        ["steps"] = new JsonArray([.. steps.Select((step, index) => new JsonObject
        {
            ["name"] = step.Name,
            ["number"] = index + 1,
            ["status"] = step.Status,
            ["conclusion"] = step.Conclusion,
            ["started_at"] = "2026-03-14T15:00:12Z",
            ["completed_at"] = step.Status == "completed" ? "2026-03-14T15:00:19Z" : null,
        })]),
    };
}
