using System.Text.Json.Nodes;

namespace JamLab.Tests.Services.Nomad.Api;

/// <summary>An answer; <see cref="Index"/> is what X-Nomad-Index says, null for the state's.</summary>
internal sealed record NomadReply(int Status, string Body, long? Index = null, string? NextToken = null)
{
    public static NomadReply Json(JsonNode? node) => new(200, node?.ToJsonString() ?? "null");
}

/// <summary>Which question gets which answer (developer.hashicorp.com/nomad/api-docs). Called with the state's lock held; errors are Nomad's words.</summary>
internal sealed class NomadRoutes(NomadState state, NomadScheduler scheduler)
{
    /// <summary>What the file of a job says when it is parsed, by text: a job, or the error.</summary>
    public Func<string, (int Status, string Body)> Parse { get; set; } = _ => (400, "no parser");

    public NomadReply Answer(string method, string path, IReadOnlyDictionary<string, string> query, string body)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (method, parts) switch
        {
            ("GET", ["jobs"]) => Page(state.Jobs.Values.Select(one => Stub(one[^1], query.ContainsKey("meta"))), query),
            ("POST", ["jobs"]) => Register(JsonNode.Parse(body)!.AsObject()),
            ("POST", ["jobs", "parse"]) => Parsed(JsonNode.Parse(body)!),
            ("GET", ["job", var id]) => state.Job(id) is { } job ? NomadReply.Json(job) : new NomadReply(404, "job not found"),
            ("DELETE", ["job", var id]) => state.Job(id) is null ? new NomadReply(404, "job not found") : NomadReply.Json(new JsonObject { ["EvalID"] = scheduler.Stop(id, query.GetValueOrDefault("purge") == "true"), ["JobModifyIndex"] = state.Index }),
            ("POST", ["job", _, "plan"]) => Plan(JsonNode.Parse(body)!["Job"]!.AsObject()),
            ("GET", ["job", var id, "deployments"]) => List(state.Deployments.Where(one => (string)one["JobID"]! == id)),
            ("GET", ["job", var id, "evaluations"]) => List(state.Evaluations.Values.Where(one => (string)one["JobID"]! == id)),
            ("GET", ["job", var id, "allocations"]) => List(state.Allocations.Where(one => (string)one["JobID"]! == id)),
            ("GET", ["evaluation", var id]) => state.Evaluations.TryGetValue(id, out var evaluation) ? Indexed(evaluation) : new NomadReply(404, "eval not found"),
            ("GET", ["deployment", "allocations", var id]) => List(OfDeployment(id)),
            ("GET", ["deployment", var id]) => state.Deployments.FirstOrDefault(one => (string)one["ID"]! == id) is { } deployment ? Indexed(deployment) : new NomadReply(404, "deployment not found"),
            ("POST", ["deployment", "promote", var id]) => scheduler.Promote(id) ? NomadReply.Json(new JsonObject { ["DeploymentModifyIndex"] = state.Index }) : new NomadReply(404, "deployment not found"),
            ("GET", ["allocations"]) => Page(state.Allocations.Select(one => WithoutTasks(one, query)), query),
            (_, ["var", .. var rest]) => Variable(method, string.Join('/', rest), query, body),
            ("GET", ["client", "fs", "logs", var id]) => state.Logs.TryGetValue((id, query["type"]), out var log) ? new NomadReply(200, log) : new NomadReply(404, $"{query["task"]}.{query["type"]} not found: no such file or directory"),
            _ => new NomadReply(404, ""),
        };
    }

    private NomadReply Register(JsonObject request)
    {
        var (error, evaluation) = scheduler.Register(request["Job"]!.AsObject(), (bool?)request["EnforceIndex"] ?? false, (long?)request["JobModifyIndex"] ?? 0);
        return error is not null ? new NomadReply(500, error) : NomadReply.Json(new JsonObject { ["EvalID"] = evaluation, ["EvalCreateIndex"] = state.Index, ["JobModifyIndex"] = state.Index, ["Warnings"] = "" });
    }

    private NomadReply Plan(JsonObject job)
    {
        var current = state.Job((string)job["ID"]!);
        var diff = JobDiffer.Of(current, job);
        var groups = job["TaskGroups"]!.AsArray().Cast<JsonObject>().ToList();
        var unplaced = groups.Where(one => scheduler.Fitting(one).Count == 0).ToList();
        return NomadReply.Json(new JsonObject
        {
            ["Diff"] = diff,
            ["JobModifyIndex"] = current is null ? 0 : (long)current["JobModifyIndex"]!,
            ["Warnings"] = "",
            ["Annotations"] = new JsonObject
            {
                ["DesiredTGUpdates"] = new JsonObject(groups.Select(one => KeyValuePair.Create((string)one["Name"]!, (JsonNode?)new JsonObject
                {
                    ["Place"] = current is null ? (int)one["Count"]! : 0,
                    ["DestructiveUpdate"] = current is not null && (string)diff["Type"]! != "None" ? (int)one["Count"]! : 0,
                    ["Ignore"] = current is not null && (string)diff["Type"]! == "None" ? (int)one["Count"]! : 0,
                }))),
            },
            ["FailedTGAllocs"] = unplaced.Count == 0 ? null : new JsonObject(unplaced.Select(one => KeyValuePair.Create((string)one["Name"]!, (JsonNode?)scheduler.Unplaced(one)))),
        });
    }

    private NomadReply Parsed(JsonNode request)
    {
        var (status, body) = Parse((string)request["JobHCL"]!);
        return new NomadReply(status, body);
    }

    private NomadReply Variable(string method, string path, IReadOnlyDictionary<string, string> query, string body)
    {
        var held = state.Variables.GetValueOrDefault(path);
        switch (method)
        {
            case "GET":
                return held is null ? new NomadReply(404, "variable not found") : NomadReply.Json(held);
            case "PUT" when query.TryGetValue("cas", out var index) && long.Parse(index) != ((long?)held?["ModifyIndex"] ?? 0):
                return new NomadReply(409, held!.ToJsonString());
            case "PUT":
                state.Change(() => state.Variables[path] = new JsonObject
                {
                    ["Namespace"] = "default",
                    ["Path"] = path,
                    ["Items"] = JsonNode.Parse(body)!["Items"]!.DeepClone(),
                    ["CreateIndex"] = held is null ? state.Index : (long)held["CreateIndex"]!,
                    ["ModifyIndex"] = state.Index,
                });
                return NomadReply.Json(state.Variables[path]);
            case "DELETE":
                state.Change(() => state.Variables.Remove(path));
                return new NomadReply(204, "");
            default:
                return new NomadReply(405, "Invalid method");
        }
    }

    private IEnumerable<JsonObject> OfDeployment(string id) => state.Deployments.Where(one => (string)one["ID"]! == id)
        .SelectMany(deployment => state.Allocations.Where(one => (string)one["JobID"]! == (string)deployment["JobID"]! && (long)one["JobVersion"]! == (long)deployment["JobVersion"]!));

    private static NomadReply List(IEnumerable<JsonObject> all) => NomadReply.Json(new JsonArray([.. all.Select(one => one.DeepClone())]));

    private static NomadReply Indexed(JsonObject one) => NomadReply.Json(one) with { Index = (long)one["ModifyIndex"]! };

    private static NomadReply Page(IEnumerable<JsonObject> all, IReadOnlyDictionary<string, string> query)
    {
        var list = all.OrderBy(one => (string)one["ID"]!, StringComparer.Ordinal).SkipWhile(one => query.TryGetValue("next_token", out var from) && string.CompareOrdinal((string)one["ID"]!, from) < 0).ToList();
        if (!query.TryGetValue("per_page", out var size) || list.Count <= int.Parse(size))
            return List(list);
        return List(list.Take(int.Parse(size))) with { NextToken = (string)list[int.Parse(size)]["ID"]! };
    }

    private static JsonObject Stub(JsonObject job, bool meta)
    {
        var stub = new JsonObject();
        foreach (var name in new[] { "ID", "Name", "Type", "Status", "Stop", "CreateIndex", "ModifyIndex", "JobModifyIndex", "Datacenters" })
            stub[name] = job[name]?.DeepClone();
        if (meta)
            stub["Meta"] = job["Meta"]?.DeepClone();
        return stub;
    }

    private static JsonObject WithoutTasks(JsonObject allocation, IReadOnlyDictionary<string, string> query)
    {
        var copy = (JsonObject)allocation.DeepClone();
        if (query.GetValueOrDefault("task_states") == "false")
            copy.Remove("TaskStates");
        return copy;
    }
}
