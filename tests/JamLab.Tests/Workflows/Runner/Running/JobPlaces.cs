using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>One job in all places of its matrix, side by side as far as <c>max-parallel</c> lets them; <c>fail-fast</c> cancels the others.</summary>
internal sealed class JobPlaces(RunState run, WorkflowModel model, JobModel job, CallFrame frame, ObjectValue github, Scope scope, bool touched, CancellationToken cancelled)
{
    public async Task<JobGroup> RunAsync()
    {
        var strategy = Strategy();
        var places = strategy["matrix"] is NullValue ? [new Combination(new ObjectValue(), "")] : MatrixBuilder.Build(strategy["matrix"]);
        var failFast = strategy["fail-fast"] is NullValue || strategy["fail-fast"].IsTruthy();
        var maxParallel = strategy["max-parallel"] is NullValue ? places.Count : Math.Max(1, (int)strategy["max-parallel"].AsNumber());
        // Who runs although the run was cancelled (always()) is not cancelled by that again.
        using var stop = cancelled.IsCancellationRequested ? new CancellationTokenSource() : CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        using var room = new SemaphoreSlim(maxParallel);
        var groups = await Task.WhenAll(places.Select(async (place, index) =>
        {
            await room.WaitAsync(CancellationToken.None);
            try
            {
                var group = await RunAsync(Instance(place, index, places.Count, failFast, maxParallel), stop.Token);
                if (group.Result == Conclusion.Failure && failFast && places.Count > 1)
                    await stop.CancelAsync();
                return group;
            }
            finally
            {
                room.Release();
            }
        }));
        return JobGroup.Of(groups);
    }

    private ObjectValue Strategy()
    {
        var result = new ObjectValue();
        foreach (var (name, node) in new[] { ("matrix", job.Strategy?.Matrix), ("fail-fast", job.Strategy?.FailFast), ("max-parallel", job.Strategy?.MaxParallel) })
            result[name] = Yaml.Evaluate(node, Place.Strategy, scope);
        return result;
    }

    private JobInstance Instance(Combination place, int index, int total, bool failFast, int maxParallel)
    {
        var strategy = new ObjectValue();
        strategy["fail-fast"] = Value.Of(failFast);
        strategy["job-index"] = Value.Of(index);
        strategy["job-total"] = Value.Of(total);
        strategy["max-parallel"] = Value.Of(maxParallel);
        var inner = scope.With(("strategy", strategy), ("matrix", job.Strategy?.Matrix is null ? Value.Null : place.Values));
        var suffix = place.Label.Length > 0 ? $" ({place.Label})" : "";
        var written = job.Name is { Length: > 0 } name ? name : job.Id;
        var shown = written.Contains("${{", StringComparison.Ordinal) ? Template.Evaluate(written, Place.Job, inner).AsText() : written + suffix;
        return new JobInstance(job, frame.Prefix + job.Id + suffix, frame.NamePrefix + shown, inner);
    }

    private async Task<JobGroup> RunAsync(JobInstance instance, CancellationToken stop)
    {
        if (job.Uses is not null)
            return await CallAsync(instance, stop);
        if (!touched && run.Earlier.GetValueOrDefault(instance.Id) is { } earlier && run.Keeps(earlier.Conclusion))
            return Group(run.Add(earlier), ran: false);
        var ended = run.Add(await new JobStart(run, model, frame, github, instance).RunAsync(stop));
        run.Options.Log?.Invoke($"[{ended.Id}] {ended.Conclusion}");
        return Group(ended, ran: ended.Conclusion != Conclusion.Waiting);
    }

    private static JobGroup Group(JobRun ended, bool ran) =>
        new(ended is { Conclusion: Conclusion.Failure, ContinuesOnError: true } ? Conclusion.Success : ended.Conclusion, ObjectValue.Of(ended.Outputs), ran);

    private async Task<JobGroup> CallAsync(JobInstance instance, CancellationToken stop)
    {
        try
        {
            // A call that runs although the run was cancelled (always()) sees that inside too.
            return await new WorkflowCall(run, model, frame, github, touched, cancelled.IsCancellationRequested ? cancelled : stop).RunAsync(instance);
        }
        catch (OperationCanceledException)
        {
            run.Add(new JobRun { Id = instance.Id, Name = instance.Name, Attempt = run.Attempt, Conclusion = Conclusion.Cancelled });
            return new JobGroup(Conclusion.Cancelled, new ObjectValue(), Ran: true);
        }
    }
}

/// <summary>A job in one place of its matrix, with what expressions see there.</summary>
internal sealed record JobInstance(JobModel Job, string Id, string Name, Scope Scope);
