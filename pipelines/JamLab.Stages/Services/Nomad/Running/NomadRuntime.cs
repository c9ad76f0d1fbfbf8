using System.Text.Json.Nodes;
using JamLab.Convergence;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;

namespace JamLab.Stages.Services.Nomad.Running;

/// <summary>Runs a lab's services on Nomad. Its messages hold none of the client's secrets, whatever Nomad or a service prints.</summary>
public sealed partial class NomadRuntime(NomadClient client, NomadLab lab)
{
    /// <summary>What would change, touching nothing (POST /v1/job/:id/plan).</summary>
    public async Task<NomadPlan> PlanAsync(NomadJob job, CancellationToken cancellation)
    {
        var plan = (await DraftAsync(job, cancellation).ConfigureAwait(false)).Plan;
        if (!plan.IsUnchanged)
            return plan;
        // Nothing of the job differs, and yet it may not run: an earlier deployment failed, or is still under way.
        return await DeploymentsAsync(job.Id, cancellation).ConfigureAwait(false) is [{ Status: not "successful" } latest, ..]
            ? plan with { Differences = [new Difference("deployment", latest.Status, "successful")] }
            : plan;
    }

    private async Task<Draft> DraftAsync(NomadJob job, CancellationToken cancellation)
    {
        var path = NomadSecrets.PathOf(job.Id);
        var held = await client.FindAsync<VariableAnswer>($"/v1/var/{path}", cancellation).ConfigureAwait(false) ?? VariableAnswer.Missing;
        var (generation, isThere) = job.Secrets.Generation(held.Held);
        var specification = (JsonObject)job.Specification.DeepClone();
        if (job.Secrets.Values.Count > 0)
            AddTemplate(specification, job.Secrets.Template(job.Id, generation));

        var request = new NomadRequest(HttpMethod.Post, $"{PathOf(job.Id)}/plan", new JsonObject { ["Job"] = specification.DeepClone(), ["Diff"] = true }) { IsQuestion = true };
        var answer = await client.AskAsync<PlanAnswer>(request, cancellation).ConfigureAwait(false);
        var differences = JobDiffText.Of(answer.Diff).ToList();
        var isSame = differences.Count == 0;
        if (job.Secrets.Values.Count > 0 && !isThere)
            differences.AddRange(job.Secrets.Changes(held.Held).Select(one => new Difference($"secret {one.Name}", one.What == "new" ? null : "***", one.What == "gone" ? null : "***")));
        var plan = new NomadPlan(job.Id, client.Redaction.Clean(differences))
        {
            IsNew = answer.JobModifyIndex == 0,
            Effects = [.. JobDiffText.Effects(answer.Annotations)],
            Unplaced = PlacementWords.Of(answer.FailedTGAllocs),
            Warnings = string.IsNullOrWhiteSpace(answer.Warnings) ? null : client.Redaction.Clean(answer.Warnings.Trim()),
            JobModifyIndex = answer.JobModifyIndex,
        };
        return new Draft(plan, specification, isSame, held, generation, job.Secrets.Values.Count == 0 || isThere);
    }

    private static string PathOf(string job) => $"/v1/job/{Uri.EscapeDataString(job)}";

    private static void AddTemplate(JsonObject specification, JsonObject template)
    {
        foreach (var task in specification["TaskGroups"]!.AsArray().SelectMany(group => group!["Tasks"]!.AsArray()))
        {
            if (task!["Templates"] is not JsonArray templates)
                task["Templates"] = templates = [];
            templates.Add(template.DeepClone());
        }
    }

    /// <summary>A plan and what was looked at for it.</summary>
    private sealed record Draft(NomadPlan Plan, JsonObject Specification, bool JobIsSame, VariableAnswer Held, int Generation, bool SecretsAreThere);
}
