using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>Runs the jobs of one workflow in the order of their needs; a called workflow has one of its own.</summary>
internal sealed class WorkflowExecution(RunState run, WorkflowModel model, CallFrame frame, ObjectValue github, CancellationToken cancelled)
{
    private readonly Dictionary<string, Task<JobGroup>> _groups = new(StringComparer.OrdinalIgnoreCase);

    // Nobody looks at the groups before all are there; then they begin one after the other in their order.
    private readonly TaskCompletionSource _allKnown = new();

    private Scope Scope => new Scope().With(("github", github), ("inputs", frame.Inputs), ("vars", run.Vars));

    /// <summary>The outputs are those of <c>on.workflow_call</c>.</summary>
    public async Task<JobGroup> RunAsync()
    {
        var open = model.Jobs.ToList();
        while (open.Count > 0)
        {
            foreach (var job in open.Where(x => x.Needs.All(_groups.ContainsKey)).ToList())
            {
                _groups[job.Id] = RunGroupAsync(job);
                open.Remove(job);
            }
        }

        _allKnown.SetResult();
        await Task.WhenAll(_groups.Values);
        var jobs = new ObjectValue();
        foreach (var job in model.Jobs)
            jobs[job.Id] = (await _groups[job.Id]).Value;
        var outputs = new ObjectValue();
        foreach (var (name, value) in model.On.Call?.Outputs ?? new Dictionary<string, string>())
            outputs[name] = Value.Of(Template.Evaluate(value, Place.WorkflowOutput, Scope.With(("jobs", jobs))).AsText());
        if (model.On.Call is null)
        {
            foreach (var job in model.Jobs)
            {
                foreach (var (name, value) in (await _groups[job.Id]).Outputs.Pairs)
                    outputs[$"{job.Id}.{name}"] = value;
            }
        }

        var all = _groups.Values.Select(x => x.Result).ToList();
        return new JobGroup(JobGroup.Worst([.. all.Select(x => x.Result)]), outputs, all.Exists(x => x.Ran));
    }

    private async Task<JobGroup> RunGroupAsync(JobModel job)
    {
        await _allKnown.Task.ConfigureAwait(false);
        var needs = new ObjectValue();
        foreach (var need in job.Needs)
            needs[need] = (await _groups[need]).Value;
        var ancestors = new Dictionary<string, JobGroup>(StringComparer.OrdinalIgnoreCase);
        foreach (var ancestor in model.Ancestors(job.Id))
            ancestors[ancestor] = await _groups[ancestor];
        var touched = frame.IsTouched || ancestors.Values.Any(x => x.Ran);
        if (ancestors.Values.Any(x => x.Result == Conclusion.Waiting))
            return NotRun(job, Conclusion.Waiting, touched);
        var scope = WithStatus(Scope.With(("needs", needs)), ancestors);
        try
        {
            if (!Template.EvaluateCondition(job.If, Place.JobIf, scope))
                return NotRun(job, cancelled.IsCancellationRequested ? Conclusion.Cancelled : Conclusion.Skipped, touched);
            return await new JobPlaces(run, model, job, frame, github, scope, touched, cancelled).RunAsync();
        }
        catch (ExpressionException e)
        {
            return NotRun(job, Conclusion.Failure, touched, e.Message);
        }
        catch (WorkflowException e)
        {
            return NotRun(job, Conclusion.Failure, touched, e.Message);
        }
    }

    // A status function looks at all jobs before, also at those before the needed ones.
    private Scope WithStatus(Scope scope, Dictionary<string, JobGroup> ancestors) => scope with
    {
        Success = names => !cancelled.IsCancellationRequested && Named(ancestors, names).All(x => x.Result == Conclusion.Success),
        Failure = names => Named(ancestors, names).Any(x => x.Result == Conclusion.Failure),
        Cancelled = () => cancelled.IsCancellationRequested,
    };

    private static IEnumerable<JobGroup> Named(Dictionary<string, JobGroup> groups, IReadOnlyList<string> names) =>
        names.Count == 0 ? groups.Values : names.Select(x => groups.GetValueOrDefault(x) ?? throw new ExpressionException($"'{x}' is no job before this one"));

    private JobGroup NotRun(JobModel job, Conclusion conclusion, bool touched, string? error = null)
    {
        run.Add(new JobRun
        {
            Id = frame.Prefix + job.Id,
            Name = frame.NamePrefix + (job.Name ?? job.Id),
            Conclusion = conclusion,
            Attempt = run.Attempt,
            Annotations = error is null ? [] : [new Annotation("error", error, null, model.Path, null, null, null, null)],
        });
        run.Options.Log?.Invoke($"[{frame.Prefix}{job.Id}] {conclusion}{(error is null ? "" : ": " + error)}");
        return new JobGroup(conclusion, new ObjectValue(), touched || error is not null);
    }
}
