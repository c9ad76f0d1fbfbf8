using System.Text.Json.Nodes;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;

namespace JamLab.Stages.Services.Nomad.Running;

public sealed partial class NomadRuntime
{
    /// <summary>Stops a job; its definition stays, so that it can be started again, unless <paramref name="purge"/> says to forget it and its secrets. False when there is none.</summary>
    public async Task<bool> StopAsync(string job, bool purge, CancellationToken cancellation)
    {
        try
        {
            if (await client.FindAsync<JsonObject>(PathOf(job), cancellation).ConfigureAwait(false) is null)
                return false;
            await client.AskAsync<StopAnswer>(new NomadRequest(HttpMethod.Delete, $"{PathOf(job)}?purge={(purge ? "true" : "false")}"), cancellation).ConfigureAwait(false);
            if (purge)
                await client.AskAsync(new NomadRequest(HttpMethod.Delete, $"/v1/var/{NomadSecrets.PathOf(job)}"), cancellation).ConfigureAwait(false);
            return true;
        }
        catch (NomadAnswerException gone) when (gone.Status == System.Net.HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Lets the others follow a job's healthy canaries, and follows them. Throws <see cref="NomadException"/> when no canaries wait.</summary>
    public async Task<NomadOutcome> PromoteAsync(NomadJob job, Action<string> progress, CancellationToken cancellation)
    {
        var waiting = (await DeploymentsAsync(job.Id, cancellation).ConfigureAwait(false)).FirstOrDefault(one => one.AwaitsPromotion)
            ?? throw new NomadException($"no canaries of {job.Id} wait to be promoted", "deploy it first; Status tells what is under way");
        var body = new JsonObject { ["DeploymentID"] = waiting.ID, ["All"] = true };
        await client.AskAsync(new NomadRequest(HttpMethod.Post, $"/v1/deployment/promote/{waiting.ID}", body), cancellation).ConfigureAwait(false);
        return await WatchedAsync(job, progress, watch => FollowDeploymentAsync(watch, waiting.ID), cancellation).ConfigureAwait(false);
    }
}
