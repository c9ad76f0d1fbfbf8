using System.Text.Json.Nodes;

namespace JamLab.Tests.Services.Nomad.Api;

internal sealed partial class NomadScheduler
{
    /// <summary>Lets this many waiting instances of a job's latest deployment run and be well.</summary>
    public void MakeHealthy(string job, int count = int.MaxValue) => state.Change(() => Healthy(state.LatestDeployment(job)!, count));

    /// <summary>An instance of the latest deployment fails, with what its client and its task say about it.</summary>
    public void MakeFail(string job, string[] events, string log = "", string stream = "stderr", int count = 1) => state.Change(() =>
    {
        var deployment = state.LatestDeployment(job)!;
        foreach (var one in Waiting(deployment).Take(count).ToList())
        {
            one["ClientStatus"] = "failed";
            one["ClientDescription"] = "Failed tasks";
            one["DeploymentStatus"] = new JsonObject { ["Healthy"] = false, ["Canary"] = false };
            var task = one["TaskStates"]!.AsObject().First().Value!;
            (task["State"], task["Failed"]) = ("dead", true);
            foreach (var text in events)
                task["Events"]!.AsArray().Add((JsonNode)new JsonObject { ["Type"] = text.Split(": ", 2)[0], ["DisplayMessage"] = text.Split(": ", 2)[1], ["Time"] = 1_700_000_000_000_000_000L });
            state.Logs[((string)one["ID"]!, stream)] = log;
            Group(deployment, one)["UnhealthyAllocs"] = (int)Group(deployment, one)["UnhealthyAllocs"]! + 1;
        }

        Fail(deployment, "Failed due to unhealthy allocations");
    });

    /// <summary>Nothing became healthy in time.</summary>
    public void MissDeadline(string job) => state.Change(() => Fail(state.LatestDeployment(job)!, "Failed due to progress deadline"));

    /// <summary>A node is drained: its instances are wanted elsewhere, where there is an elsewhere.</summary>
    public void Drain(string node) => state.Change(() =>
    {
        var at = state.Nodes.FindIndex(one => one.Name == node);
        state.Nodes[at] = state.Nodes[at] with { IsReady = false };
        foreach (var lost in state.Allocations.Where(one => (string)one["NodeName"]! == node && (string)one["DesiredStatus"]! == "run").ToList())
        {
            lost["DesiredStatus"] = "stop";
            lost["DesiredDescription"] = "alloc is being migrated";
            var job = state.Job((string)lost["JobID"]!)!;
            var group = job["TaskGroups"]!.AsArray().Cast<JsonObject>().First(one => (string)one["Name"]! == (string)lost["TaskGroup"]!);
            if (Fill(job, group, state.LatestDeployment((string)job["ID"]!)!, 1))
                continue;
            var evaluation = Evaluation((string)job["ID"]!, "node-drain");
            evaluation["FailedTGAllocs"] = new JsonObject { [(string)group["Name"]!] = Unplaced(group) };
            evaluation["BlockedEval"] = Evaluation((string)job["ID"]!, "queued-allocs", "blocked")["ID"]!.GetValue<string>();
        }
    });

    public bool Promote(string deployment) => state.Change(() =>
    {
        if (state.Deployments.FirstOrDefault(one => (string)one["ID"]! == deployment) is not { } found)
            return false;
        Promote(found);
        return true;
    });

    private void Healthy(JsonObject deployment, int count)
    {
        foreach (var one in Waiting(deployment).Take(count).ToList())
        {
            one["ClientStatus"] = "running";
            one["DeploymentStatus"] = new JsonObject { ["Healthy"] = true, ["Canary"] = (int)Group(deployment, one)["DesiredCanaries"]! > 0 };
            one["TaskStates"]!.AsObject().First().Value!["State"] = "running";
            one["ModifyIndex"] = state.Index;
            Group(deployment, one)["HealthyAllocs"] = (int)Group(deployment, one)["HealthyAllocs"]! + 1;
        }

        deployment["ModifyIndex"] = state.Index;
        var groups = deployment["TaskGroups"]!.AsObject().Select(one => one.Value!).ToList();
        if (((string)deployment["StatusDescription"]!).Contains("automatic promotion") && groups.TrueForAll(one => (int)one["HealthyAllocs"]! >= (int)one["DesiredCanaries"]!))
            Promote(deployment);
        if ((string)deployment["Status"]! != "running" || !groups.TrueForAll(one => (int)one["HealthyAllocs"]! >= (int)one["DesiredTotal"]!))
            return;
        (deployment["Status"], deployment["StatusDescription"]) = ("successful", "Deployment completed successfully");
        Version(deployment)["Stable"] = true;
    }

    private void Promote(JsonObject deployment)
    {
        var job = Version(deployment);
        foreach (var old in Live((string)job["ID"]!).Where(one => (long)one["JobVersion"]! != (long)job["Version"]!).ToList())
            old["DesiredStatus"] = "stop";
        foreach (var group in job["TaskGroups"]!.AsArray().Cast<JsonObject>())
        {
            var held = deployment["TaskGroups"]![(string)group["Name"]!]!;
            held["Promoted"] = true;
            Fill(job, group, deployment, (int)held["DesiredTotal"]! - (int)held["DesiredCanaries"]!);
        }

        (deployment["StatusDescription"], deployment["ModifyIndex"]) = ("Deployment is running", state.Index);
    }

    private void Fail(JsonObject deployment, string why)
    {
        var failed = Version(deployment);
        var isReverting = deployment["TaskGroups"]!.AsObject().Any(one => (bool)one.Value!["AutoRevert"]!);
        var stable = state.Jobs[(string)failed["ID"]!].LastOrDefault(one => (bool)one["Stable"]!);
        var description = !isReverting || stable is null ? why
            : JobDiffer.Same(stable, failed) ? $"{why} - not rolling back to stable job version {stable["Version"]} as current job has same specification"
            : $"{why} - rolling back to job version {stable["Version"]}";
        (deployment["Status"], deployment["StatusDescription"], deployment["ModifyIndex"]) = ("failed", description, state.Index);
        if (!description.Contains("- rolling back"))
            return;
        state.Index++;
        Upsert(stable!, failed);
    }

    private JsonObject Version(JsonObject deployment) => state.Jobs[(string)deployment["JobID"]!].First(one => (long)one["Version"]! == (long)deployment["JobVersion"]!);

    private IEnumerable<JsonObject> Waiting(JsonObject deployment) => state.Allocations.Where(one =>
        (string)one["JobID"]! == (string)deployment["JobID"]! && (long)one["JobVersion"]! == (long)deployment["JobVersion"]! && (string)one["ClientStatus"]! == "pending" && (string)one["DesiredStatus"]! == "run");

    private static JsonNode Group(JsonObject deployment, JsonObject allocation) => deployment["TaskGroups"]![(string)allocation["TaskGroup"]!]!;
}
