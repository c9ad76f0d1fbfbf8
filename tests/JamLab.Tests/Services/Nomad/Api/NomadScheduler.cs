using System.Text.Json.Nodes;

namespace JamLab.Tests.Services.Nomad.Api;

/// <summary>What Nomad's servers do by themselves: places instances, watches deployments, goes back. Which instance becomes healthy when is the test's to say.</summary>
internal sealed partial class NomadScheduler(NomadState state)
{
    /// <summary>Instances are healthy as soon as they are placed.</summary>
    public bool AllIsWell { get; set; }

    /// <summary>The text of the error, or the new evaluation's id.</summary>
    public (string? Error, string Evaluation) Register(JsonObject job, bool enforce, long index)
    {
        var id = (string)job["ID"]!;
        var current = state.Job(id);
        if (enforce && index != (long)(current?["JobModifyIndex"] ?? 0L))
            return (current is null ? $"Enforcing job modify index {index}: job does not exist" : index == 0 ? "Enforcing job modify index 0: job already exists"
                : $"Enforcing job modify index {index}: job exists with conflicting job modify index: {current["JobModifyIndex"]}", "");
        return (null, state.Change(() => Upsert(job, current)));
    }

    public string Stop(string id, bool purge) => state.Change(() =>
    {
        var job = state.Job(id)!;
        Cancel(id, "Cancelled because job is stopped");
        foreach (var one in Live(id))
            one["DesiredStatus"] = "stop";
        if (purge)
        {
            state.Jobs.Remove(id);
        }
        else
        {
            job["Stop"] = true;
            job["Status"] = "dead";
            job["JobModifyIndex"] = state.Index;
            job["ModifyIndex"] = state.Index;
        }

        return Evaluation(id, "job-deregister")["ID"]!.GetValue<string>();
    });

    /// <summary>Nodes that fit a group, by the constraint on their names.</summary>
    public IReadOnlyList<(string Name, string Id)> Fitting(JsonObject group)
    {
        var names = (group["Constraints"] as JsonArray ?? []).Where(one => (string?)one!["LTarget"] == "${node.unique.name}").Select(one => ((string)one!["RTarget"]!).Split(',')).FirstOrDefault();
        return [.. state.Nodes.Where(node => node.IsReady && names?.Contains(node.Name) != false).Select(node => (node.Name, node.Id))];
    }

    public JsonObject Unplaced(JsonObject group)
    {
        var ready = state.Nodes.Count(one => one.IsReady);
        return new JsonObject
        {
            ["NodesEvaluated"] = ready,
            ["NodesFiltered"] = ready,
            ["NodesExhausted"] = 0,
            ["NodesAvailable"] = new JsonObject { ["lab"] = ready },
            ["ConstraintFiltered"] = ready == 0 ? null : new JsonObject { [$"${{node.unique.name}} set_contains_any {(string)group["Constraints"]![0]!["RTarget"]!}"] = ready },
            ["CoalescedFailures"] = (int)group["Count"]! - 1,
        };
    }

    private string Upsert(JsonObject job, JsonObject? current)
    {
        var id = (string)job["ID"]!;
        var next = (JsonObject)job.DeepClone();
        var isSame = current is not null && (bool?)current["Stop"] != true && JobDiffer.Same(current, job);
        next["Version"] = current is null ? 0L : (long)current["Version"]! + (isSame ? 0 : 1);
        next["CreateIndex"] = current is null ? state.Index : (long)current["CreateIndex"]!;
        (next["ModifyIndex"], next["JobModifyIndex"]) = (state.Index, state.Index);
        next["Status"] = "running";
        next["Stop"] = false;
        next["Stable"] = false;
        if (!state.Jobs.TryGetValue(id, out var versions))
            state.Jobs[id] = versions = [];
        if (isSame)
            versions[^1] = next;
        else
            versions.Add(next);
        var evaluation = Evaluation(id, "job-register");
        // Only services are deployed, a batch is over when it is over; fewer instances are simply stopped.
        if (current is not null && IsOnlySmaller(current, next))
            Shrink(next);
        else if (!isSame && (string)next["Type"]! == "service")
            Place(next, evaluation);
        return (string)evaluation["ID"]!;
    }

    private static bool IsOnlySmaller(JsonObject old, JsonObject next)
    {
        var copy = (JsonObject)next.DeepClone();
        var (before, after) = (old["TaskGroups"]!.AsArray(), copy["TaskGroups"]!.AsArray());
        if (before.Count != after.Count || !before.Zip(after).All(one => (int)one.First!["Count"]! > (int)one.Second!["Count"]!))
            return false;
        foreach (var (first, second) in before.Zip(after))
            second!["Count"] = (int)first!["Count"]!;
        return JobDiffer.Same(old, copy);
    }

    private void Shrink(JsonObject job)
    {
        foreach (var one in Live((string)job["ID"]!).Skip(job["TaskGroups"]!.AsArray().Sum(group => (int)group!["Count"]!)).ToList())
            one["DesiredStatus"] = "stop";
    }

    private void Place(JsonObject job, JsonObject evaluation)
    {
        var id = (string)job["ID"]!;
        Cancel(id, "Cancelled due to newer version of job");
        var old = Live(id).ToList();
        var groups = new JsonObject();
        var failed = new JsonObject();
        var deployment = new JsonObject
        {
            ["ID"] = state.NewId(),
            ["JobID"] = id,
            ["Namespace"] = "default",
            ["JobVersion"] = (long)job["Version"]!,
            ["JobSpecModifyIndex"] = (long)job["JobModifyIndex"]!,
            ["JobModifyIndex"] = state.Index,
            ["CreateIndex"] = state.Index,
            ["ModifyIndex"] = state.Index,
            ["Status"] = "running",
            ["StatusDescription"] = "Deployment is running",
            ["TaskGroups"] = groups,
        };
        state.Deployments.Add(deployment);
        evaluation["DeploymentID"] = (string)deployment["ID"]!;
        foreach (var group in job["TaskGroups"]!.AsArray().Cast<JsonObject>())
        {
            var canaries = old.Count > 0 ? (int?)group["Update"]?["Canary"] ?? 0 : 0;
            groups[(string)group["Name"]!] = new JsonObject
            {
                ["AutoRevert"] = (bool?)group["Update"]?["AutoRevert"] ?? false,
                ["Promoted"] = false,
                ["DesiredCanaries"] = canaries,
                ["DesiredTotal"] = (int)group["Count"]!,
                ["PlacedAllocs"] = 0,
                ["HealthyAllocs"] = 0,
                ["UnhealthyAllocs"] = 0,
                ["PlacedCanaries"] = new JsonArray(),
            };
            if (canaries > 0)
                deployment["StatusDescription"] = (bool?)group["Update"]?["AutoPromote"] == true ? "Deployment is running pending automatic promotion" : "Deployment is running but requires manual promotion";
            if (!Fill(job, group, deployment, canaries > 0 ? canaries : (int)group["Count"]!))
                failed[(string)group["Name"]!] = Unplaced(group);
            else if (canaries == 0)
                old.ForEach(one => one["DesiredStatus"] = "stop");
        }

        if (failed.Count > 0)
        {
            evaluation["FailedTGAllocs"] = failed;
            evaluation["BlockedEval"] = Evaluation(id, "queued-allocs", "blocked")["ID"]!.GetValue<string>();
        }

        if (AllIsWell)
            Healthy(deployment, int.MaxValue);
    }

    private bool Fill(JsonObject job, JsonObject group, JsonObject deployment, int count)
    {
        var nodes = Fitting(group);
        if (nodes.Count == 0)
            return false;
        var placed = deployment["TaskGroups"]![(string)group["Name"]!]!;
        for (var i = 0; i < count; i++)
        {
            var (name, node) = nodes[i % nodes.Count];
            state.Allocations.Add(Allocation(job, group, deployment, i, name, node));
            placed["PlacedAllocs"] = (int)placed["PlacedAllocs"]! + 1;
        }

        return true;
    }

    private JsonObject Allocation(JsonObject job, JsonObject group, JsonObject deployment, int number, string node, string nodeId) => new()
    {
        ["ID"] = state.NewId(),
        ["Name"] = $"{(string)job["ID"]!}.{(string)group["Name"]!}[{number}]",
        ["NodeID"] = nodeId,
        ["NodeName"] = node,
        ["JobID"] = (string)job["ID"]!,
        ["JobType"] = "service",
        ["JobVersion"] = (long)job["Version"]!,
        ["TaskGroup"] = (string)group["Name"]!,
        ["DesiredStatus"] = "run",
        ["ClientStatus"] = "pending",
        ["ClientDescription"] = "",
        ["EvalID"] = deployment["ID"]!.GetValue<string>(),
        ["Namespace"] = "default",
        ["CreateIndex"] = state.Index,
        ["ModifyIndex"] = state.Index,
        ["TaskStates"] = new JsonObject(group["Tasks"]!.AsArray().Select(task => KeyValuePair.Create((string)task!["Name"]!, (JsonNode?)new JsonObject { ["State"] = "pending", ["Failed"] = false, ["Events"] = new JsonArray() }))),
    };

    private JsonObject Evaluation(string job, string why, string status = "complete")
    {
        var evaluation = new JsonObject
        {
            ["ID"] = state.NewId(),
            ["JobID"] = job,
            ["Namespace"] = "default",
            ["Type"] = "service",
            ["Priority"] = 50,
            ["TriggeredBy"] = why,
            ["Status"] = status,
            ["CreateIndex"] = state.Index,
            ["ModifyIndex"] = state.Index,
            ["QueuedAllocations"] = new JsonObject(),
        };
        state.Evaluations[(string)evaluation["ID"]!] = evaluation;
        return evaluation;
    }

    private void Cancel(string job, string why)
    {
        foreach (var one in state.Deployments.Where(one => (string)one["JobID"]! == job && (string)one["Status"]! == "running"))
            (one["Status"], one["StatusDescription"], one["ModifyIndex"]) = ("cancelled", why, state.Index);
    }

    private IEnumerable<JsonObject> Live(string job) => state.Allocations.Where(one => (string)one["JobID"]! == job && (string)one["DesiredStatus"]! == "run" && (string)one["ClientStatus"]! is ("running" or "pending"));
}
