using System.Net;
using System.Text.Json.Nodes;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;

namespace JamLab.Stages.Services.Nomad.Running;

public sealed partial class NomadRuntime
{
    private const int Attempts = 3;

    /// <summary>
    /// Registers the job at the index that was planned, and follows its deployment to the end. A job that somebody changed in between is planned again, up to three times.
    /// When the caller gives up, Nomad goes on; the next call follows what still runs.
    /// </summary>
    /// <param name="job">What shall run.</param>
    /// <param name="progress">Told one line at each step, without secrets.</param>
    /// <param name="cancellation">Ends the following, not the deployment.</param>
    public async Task<NomadOutcome> DeployAsync(NomadJob job, Action<string> progress, CancellationToken cancellation)
    {
        NomadException? obstacle = null;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var draft = await DraftAsync(job, cancellation).ConfigureAwait(false);
            if (draft.Plan.Warnings is { } warnings)
                progress($"Nomad warns: {warnings}");
            try
            {
                if (!draft.SecretsAreThere)
                    await KeepSecretsAsync(job, draft, cancellation).ConfigureAwait(false);
                if (draft.JobIsSame)
                    return await JoinAsync(job, progress, hasChanged: obstacle is not null || !draft.SecretsAreThere, cancellation).ConfigureAwait(false);
                var registered = await RegisterAsync(job, draft, cancellation).ConfigureAwait(false);
                return await FollowAsync(job, registered, progress, cancellation).ConfigureAwait(false);
            }
            catch (NomadConflictException conflict)
            {
                obstacle = conflict;
                progress(conflict.Problem + "; it is planned again");
            }
            catch (NomadUncertainException unknown)
            {
                obstacle = unknown;
                progress(unknown.Problem + "; looking at what is there");
            }
        }

        throw obstacle!;
    }

    private async Task KeepSecretsAsync(NomadJob job, Draft draft, CancellationToken cancellation)
    {
        var registered = draft.Plan.IsNew ? null : await client.FindAsync<JsonObject>(PathOf(job.Id), cancellation).ConfigureAwait(false);
        var path = NomadSecrets.PathOf(job.Id);
        var items = job.Secrets.With(draft.Held.Held, draft.Generation, registered?.ToJsonString() ?? "");
        try
        {
            await client.AskAsync(new NomadRequest(HttpMethod.Put, $"/v1/var/{path}?cas={draft.Held.ModifyIndex}", VariableAnswer.Body(path, items)), cancellation).ConfigureAwait(false);
        }
        catch (NomadAnswerException refused) when (refused.Status == HttpStatusCode.Conflict)
        {
            // The answer holds the variable as it is now, secrets and all: none of it is shown.
            throw new NomadConflictException($"somebody else wrote the variable {path} at the same time");
        }
    }

    private async Task<RegisterAnswer> RegisterAsync(NomadJob job, Draft draft, CancellationToken cancellation)
    {
        var body = new JsonObject { ["Job"] = draft.Specification, ["EnforceIndex"] = true, ["JobModifyIndex"] = draft.Plan.JobModifyIndex };
        try
        {
            return await client.AskAsync<RegisterAnswer>(new NomadRequest(HttpMethod.Post, "/v1/jobs", body), cancellation).ConfigureAwait(false);
        }
        catch (NomadAnswerException refused) when (refused.Said.Contains("Enforcing job modify index", StringComparison.Ordinal))
        {
            throw new NomadConflictException($"job {job.Id} was changed by somebody else since it was planned ({client.Redaction.Clean(refused.Said)})");
        }
    }
}
