using System.Text.Json.Nodes;
using JamLab.Tests.Workflows.Runner.Expressions;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>The <c>github</c> context as far as it is the same in all jobs.</summary>
internal static class GithubContext
{
    public static ObjectValue Of(RunnerOptions options, string workflowName, string workflowPath, string sha, int number, int attempt, string runId)
    {
        var @event = options.Event;
        var result = new ObjectValue();
        Add("event_name", @event.Name);
        Add("ref", @event.Ref);
        Add("ref_name", @event.RefName);
        Add("ref_type", @event.Ref.StartsWith("refs/tags/", StringComparison.Ordinal) ? "tag" : "branch");
        Add("sha", sha);
        Add("head_ref", @event.HeadRef);
        Add("base_ref", @event.BaseRef);
        Add("repository", options.Repository);
        Add("repository_owner", options.Repository.Split('/')[0]);
        Add("repositoryUrl", $"git://{new Uri(options.ServerUrl).Host}/{options.Repository}.git");
        Add("actor", options.Actor);
        Add("triggering_actor", options.Actor);
        Add("workflow", workflowName);
        Add("workflow_ref", $"{options.Repository}/{workflowPath}@{@event.Ref}");
        Add("workflow_sha", sha);
        Add("run_id", runId);
        Add("run_number", $"{number}");
        Add("run_attempt", $"{attempt}");
        Add("server_url", options.ServerUrl);
        Add("api_url", options.ApiUrl);
        Add("graphql_url", $"{options.ApiUrl}/graphql");
        Add("retention_days", "90");
        Add("secret_source", "Actions");
        result["ref_protected"] = Value.False;
        result["event"] = Json.Read(Payload(options));
        return result;

        void Add(string name, string value) => result[name] = Value.Of(value);
    }

    /// <summary>The event's JSON, with what GitHub always has there.</summary>
    public static string Payload(RunnerOptions options)
    {
        var payload = JsonNode.Parse(options.Event.Payload)!.AsObject();
        var name = options.Repository.Split('/');
        payload["repository"] ??= new JsonObject { ["full_name"] = options.Repository, ["name"] = name[^1], ["default_branch"] = options.DefaultBranch, ["owner"] = new JsonObject { ["login"] = name[0] } };
        payload["sender"] ??= new JsonObject { ["login"] = options.Actor };
        if (options.Event.Name == "workflow_dispatch")
            payload["inputs"] ??= new JsonObject(options.Event.Inputs.Select(x => KeyValuePair.Create(x.Key, (JsonNode?)JsonValue.Create(x.Value))));
        if (options.Event.Name == "pull_request" && payload["pull_request"] is JsonObject pull)
        {
            pull["head"] ??= new JsonObject { ["ref"] = options.Event.HeadRef, ["repo"] = new JsonObject { ["full_name"] = options.Repository } };
            pull["base"] ??= new JsonObject { ["ref"] = options.Event.BaseRef, ["repo"] = new JsonObject { ["full_name"] = options.Repository } };
        }

        return payload.ToJsonString();
    }
}
