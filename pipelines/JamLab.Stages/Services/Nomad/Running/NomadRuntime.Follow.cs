using System.Net;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;

namespace JamLab.Stages.Services.Nomad.Running;

public sealed partial class NomadRuntime
{
    private Task<NomadOutcome> FollowAsync(NomadJob job, RegisterAnswer registered, Action<string> progress, CancellationToken cancellation) =>
        WatchedAsync(job, progress, async watch =>
        {
            // Periodic and parameterized jobs wait for their hour: there is nothing to follow.
            if (registered.EvalID is not { Length: > 0 } evaluationId)
                return NomadOutcome.Deployed;
            var evaluation = await EvaluatedAsync(evaluationId, watch).ConfigureAwait(false);
            var deployment = evaluation.DeploymentID is { Length: > 0 } id
                ? id
                : (await DeploymentsAsync(job.Id, watch.Token).ConfigureAwait(false)).FirstOrDefault(one => one.JobSpecModifyIndex == registered.JobModifyIndex)?.ID;
            if (deployment is not null)
                return await FollowDeploymentAsync(watch, deployment).ConfigureAwait(false);
            await RunningAsync(watch).ConfigureAwait(false);
            return NomadOutcome.Deployed;
        }, cancellation);

    // The job is as it should be: what may still be under way is an earlier run's deployment of it.
    private Task<NomadOutcome> JoinAsync(NomadJob job, Action<string> progress, bool hasChanged, CancellationToken cancellation) =>
        WatchedAsync(job, progress, async watch =>
        {
            var deployments = await DeploymentsAsync(job.Id, watch.Token).ConfigureAwait(false);
            switch (deployments is [var newest, ..] ? newest : null)
            {
                case { Status: "failed" } failed:
                    throw await FailedAsync(watch, failed).ConfigureAwait(false);
                case { IsOver: false } running:
                    progress($"{job.Id}: its deployment is still under way");
                    return await FollowDeploymentAsync(watch, running.ID).ConfigureAwait(false);
                default:
                    return hasChanged ? NomadOutcome.Deployed : NomadOutcome.Unchanged;
            }
        }, cancellation);

    private async Task<Evaluation> EvaluatedAsync(string id, Watch watch)
    {
        await foreach (var evaluation in client.WatchAsync<Evaluation>($"/v1/evaluation/{id}", watch.Token).ConfigureAwait(false))
        {
            if (!evaluation.IsOver)
                continue;
            if (evaluation.Status == "failed")
                throw new NomadDeploymentException($"Nomad could not decide where to run {evaluation.JobID}: {Clean(evaluation.StatusDescription)}", null);
            foreach (var words in PlacementWords.Of(evaluation.FailedTGAllocs))
                watch.Tell($"{words}; Nomad places it when there is one");
            return evaluation;
        }

        throw new OperationCanceledException(watch.Token);
    }

    private async Task<NomadOutcome> FollowDeploymentAsync(Watch watch, string id)
    {
        try
        {
            await foreach (var deployment in client.WatchAsync<NomadDeployment>($"/v1/deployment/{id}", watch.Token).ConfigureAwait(false))
            {
                watch.Tell(State(deployment));
                if (deployment.AwaitsPromotion)
                    return NomadOutcome.AwaitsPromotion;
                if (deployment.Status == "successful")
                    return NomadOutcome.Deployed;
                if (deployment.IsOver)
                    throw await FailedAsync(watch, deployment).ConfigureAwait(false);
            }
        }
        catch (NomadAnswerException gone) when (gone.Status == HttpStatusCode.NotFound)
        {
            throw new NomadDeploymentException($"the deployment of {watch.Job.Id} is gone", "somebody removed the job: run again to start it");
        }

        throw new OperationCanceledException(watch.Token);
    }

    // What Nomad makes no deployment for: fewer instances, system jobs, batches.
    private async Task RunningAsync(Watch watch)
    {
        var type = watch.Job.Specification["Type"]?.GetValue<string>() ?? "service";
        if (type is not ("service" or "system"))
            return;
        var wanted = type == "system" ? 1 : JobCounts.Of(watch.Job.Specification).Values.Sum();
        await foreach (var allocations in client.WatchAsync<List<Allocation>>($"{PathOf(watch.Job.Id)}/allocations", watch.Token).ConfigureAwait(false))
        {
            var running = allocations.Count(one => one.Runs);
            watch.Tell(type == "system" ? $"{running} running" : $"{running} of {wanted} running");
            if (running >= wanted)
                return;
        }
    }

    private async Task<IReadOnlyList<NomadDeployment>> DeploymentsAsync(string job, CancellationToken cancellation) =>
        [.. (await client.FindAsync<List<NomadDeployment>>($"{PathOf(job)}/deployments", cancellation).ConfigureAwait(false) ?? []).OrderByDescending(one => one.CreateIndex)];

    private async Task<NomadOutcome> WatchedAsync(NomadJob job, Action<string> progress, Func<Watch, Task<NomadOutcome>> work, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(job.Limit, client.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await work(new Watch(job, progress, either.Token, cancellation)).ConfigureAwait(false);
        }
        catch (Exception interrupted) when (interrupted is NomadUnreachableException || (interrupted is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            progress($"{job.Id}: Nomad goes on with it; the next run follows what is still under way");
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw await LateAsync(job, cancellation).ConfigureAwait(false);
        }
    }

    private static string State(NomadDeployment deployment)
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

    /// <summary>One job's following: <see cref="Token"/> also ends when its time is over, <see cref="Outer"/> only when nobody wants to know any more.</summary>
    private sealed record Watch(NomadJob Job, Action<string> Progress, CancellationToken Token, CancellationToken Outer)
    {
        private string? _told;

        /// <summary>Tells what is news.</summary>
        public void Tell(string text)
        {
            if (text != _told)
                Progress($"{Job.Id}: {_told = text}");
        }
    }
}
