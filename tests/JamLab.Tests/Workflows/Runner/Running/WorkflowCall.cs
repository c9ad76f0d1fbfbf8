using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>A job that calls another workflow of the repository.</summary>
internal sealed class WorkflowCall(RunState run, WorkflowModel model, CallFrame frame, ObjectValue github, bool touched, CancellationToken stop)
{
    public async Task<JobGroup> RunAsync(JobInstance instance)
    {
        var job = instance.Job;
        var called = run.Workflows.Load(WorkflowLoader.Target(job));
        var given = job.With is null ? new ObjectValue() : (ObjectValue)Yaml.Evaluate(job.With, Place.Job, instance.Scope);
        var inner = frame with
        {
            Prefix = instance.Id + " / ",
            NamePrefix = instance.Name + " / ",
            Inputs = InputValues.Call(called.On.Call!.Inputs, given, instance.Scope),
            Secrets = Secrets(job, instance.Scope),
            DeclaredSecrets = job.InheritsSecrets ? frame.DeclaredSecrets : called.On.Call.RequiredBySecret.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase),
            Permissions = job.Permissions ?? model.Permissions ?? frame.Permissions,
            IsTouched = touched,
        };
        await using var held = await HeldGroups.EnterAsync(run, [(job.Concurrency, Place.Job), (called.Concurrency, Place.WorkflowConcurrency)], instance.Scope.With(("inputs", inner.Inputs)), frame.HeldGroups, stop);
        return await new WorkflowExecution(run, called, inner with { HeldGroups = held.Names }, github, held.Token).RunAsync();
    }

    private IReadOnlyDictionary<string, string> Secrets(JobModel job, Scope scope)
    {
        if (job.InheritsSecrets)
            return frame.Secrets;
        if (job.Secrets is null)
            return new Dictionary<string, string>();
        var secrets = (ObjectValue)Yaml.Evaluate(job.Secrets, Place.JobSecrets, scope.With(("secrets", ObjectValue.Of(frame.Secrets))));
        return secrets.Pairs.ToDictionary(x => x.Key, x => x.Value.AsText(), StringComparer.OrdinalIgnoreCase);
    }
}
