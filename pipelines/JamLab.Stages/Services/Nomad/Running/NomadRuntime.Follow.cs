using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;

namespace JamLab.Stages.Services.Nomad.Running;

public sealed partial class NomadRuntime
{
    private Task<NomadOutcome> FollowAsync(NomadJob job, RegisterAnswer registered, Action<string> progress, CancellationToken cancellation) =>
        LimitedAsync(job, progress, async token =>
        {
            // Periodic and parameterized jobs wait for their hour: there is nothing to follow.
            if (registered.EvalID is not { Length: > 0 } evaluationId)
                return NomadOutcome.Deployed;
            var evaluation = await EvaluatedAsync(evaluationId, progress, token).ConfigureAwait(false);
            var deployment = evaluation.DeploymentID is { Length: > 0 } id
                ? id
                : (await DeploymentsAsync(job.Id, token).ConfigureAwait(false)).FirstOrDefault(one => one.JobSpecModifyIndex == registered.JobModifyIndex)?.ID;
            if (deployment is not null)
                return await FollowDeploymentAsync(job, deployment, progress, token).ConfigureAwait(false);
            await RunningAsync(job, progress, token).ConfigureAwait(false);
            return NomadOutcome.Deployed;
        }, cancellation);

    // The job is as it should be: what may still be under way is an earlier run's deployment of it.
    private Task<NomadOutcome> JoinAsync(NomadJob job, Action<string> progress, bool hasChanged, CancellationToken cancellation) =>
        LimitedAsync(job, progress, async token =>
        {
            var latest = (await DeploymentsAsync(job.Id, token).ConfigureAwait(false)).FirstOrDefault();
            switch (latest)
            {
                case { Status: "failed" }:
                    throw await FailedAsync(job, latest, progress, token).ConfigureAwait(false);
                case { IsOver: false }:
                    progress($"{job.Id}: its deployment is still under way");
                    return await FollowDeploymentAsync(job, latest.ID, progress, token).ConfigureAwait(false);
                default:
                    return hasChanged ? NomadOutcome.Deployed : NomadOutcome.Unchanged;
            }
        }, cancellation);

    private async Task<Evaluation> EvaluatedAsync(string id, Action<string> progress, CancellationToken cancellation)
    {
        await foreach (var evaluation in client.WatchAsync<Evaluation>($"/v1/evaluation/{id}", cancellation).ConfigureAwait(false))
        {
            if (!evaluation.IsOver)
                continue;
            if (evaluation.Status == "failed")
                throw new NomadDeploymentException($"Nomad could not decide where to run {evaluation.JobID}: {Clean(evaluation.StatusDescription)}", null);
            foreach (var words in PlacementWords.Of(evaluation.FailedTGAllocs))
                progress($"{evaluation.JobID}: {words}; Nomad places it when there is one");
            return evaluation;
        }

        throw new OperationCanceledException(cancellation);
    }

    private async Task<NomadOutcome> FollowDeploymentAsync(NomadJob job, string id, Action<string> progress, CancellationToken cancellation)
    {
        string? told = null;
        await foreach (var deployment in client.WatchAsync<Deployment>($"/v1/deployment/{id}", cancellation).ConfigureAwait(false))
        {
            var text = $"{job.Id}: {State(deployment)}";
            if (text != told)
                progress(told = text);
            if (deployment.AwaitsPromotion)
                return NomadOutcome.AwaitsPromotion;
            if (deployment.Status == "successful")
                return NomadOutcome.Deployed;
            if (deployment.IsOver)
                throw await FailedAsync(job, deployment, progress, cancellation).ConfigureAwait(false);
        }

        throw new OperationCanceledException(cancellation);
    }

    // What Nomad makes no deployment for: fewer instances, system jobs, batches.
    private async Task RunningAsync(NomadJob job, Action<string> progress, CancellationToken cancellation)
    {
        var type = job.Specification["Type"]?.GetValue<string>() ?? "service";
        if (type is not ("service" or "system"))
            return;
        var wanted = type == "system" ? 1 : JobCounts.Of(job.Specification).Values.Sum();
        string? told = null;
        await foreach (var allocations in client.WatchAsync<List<Allocation>>($"{PathOf(job.Id)}/allocations", cancellation).ConfigureAwait(false))
        {
            var running = allocations.Count(one => one.Runs);
            var text = type == "system" ? $"{job.Id}: {running} running" : $"{job.Id}: {running} of {wanted} running";
            if (text != told)
                progress(told = text);
            if (running >= wanted)
                return;
        }
    }

    private async Task<IReadOnlyList<Deployment>> DeploymentsAsync(string job, CancellationToken cancellation) =>
        [.. (await client.FindAsync<List<Deployment>>($"{PathOf(job)}/deployments", cancellation).ConfigureAwait(false) ?? []).OrderByDescending(one => one.CreateIndex)];

    private async Task<NomadOutcome> LimitedAsync(NomadJob job, Action<string> progress, Func<CancellationToken, Task<NomadOutcome>> work, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(job.Limit, client.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await work(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            progress($"{job.Id}: Nomad goes on with it; the next run follows what is still under way");
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw await LateAsync(job, cancellation).ConfigureAwait(false);
        }
    }

    private static string State(Deployment deployment)
    {
        var groups = string.Join(", ", deployment.Groups.Select(one => State(deployment.JobID, one.Key, one.Value)));
        return deployment.Status is "running" or "successful" ? groups : $"{groups}; {deployment.StatusDescription ?? deployment.Status}";
    }

    private static string State(string job, string group, DeploymentState state)
    {
        var canaries = state.DesiredCanaries > 0 && !state.Promoted;
        return $"{(group == job ? "" : $"{group} ")}{state.HealthyAllocs} of {(canaries ? $"{state.DesiredCanaries} canaries" : state.DesiredTotal)} healthy{(state.UnhealthyAllocs > 0 ? $", {state.UnhealthyAllocs} not" : "")}";
    }

    private string? Clean(string? text) => text is null ? null : client.Redaction.Clean(text);
}
