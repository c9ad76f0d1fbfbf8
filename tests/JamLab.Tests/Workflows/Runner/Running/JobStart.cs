using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;
using JamLab.Tests.Workflows.Runner.Steps;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>What comes before a job's first step: its environment's approval, its concurrency group, and a free runner.</summary>
internal sealed class JobStart(RunState run, WorkflowModel model, CallFrame frame, ObjectValue github, JobInstance instance)
{
    private readonly JobModel _job = instance.Job;
    private readonly Scope _scope = instance.Scope;

    public async Task<JobRun> RunAsync(CancellationToken stop)
    {
        var job = new JobRun { Id = instance.Id, Name = instance.Name, Attempt = run.Attempt, Conclusion = Conclusion.Cancelled };
        try
        {
            var environment = EnvironmentName();
            job = Describe(job) with { Environment = environment };
            var protection = environment is null ? null : run.Options.Environments.GetValueOrDefault(environment);
            if (protection is { IsApproved: false })
                return job with { Conclusion = Conclusion.Waiting };
            await using var held = await HeldGroups.EnterAsync(run, [(_job.Concurrency, Place.Job)], _scope, frame.HeldGroups, stop);
            job = job with { ConcurrencyGroup = _job.Concurrency is null ? null : held.Names[^1] };
            var slot = await run.Slots.TakeAsync(held.Token);
            try
            {
                return await new JobExecution(run, model, _job, _scope, github, Secrets(protection), protection?.Vars, job).RunAsync(slot, held.Token);
            }
            finally
            {
                run.Slots.Return(slot);
            }
        }
        catch (OperationCanceledException)
        {
            return job;
        }
        catch (Exception e) when (e is ExpressionException or StepFailedException or IOException)
        {
            run.Options.Log?.Invoke($"[{job.Id}] {e.Message}");
            return job with { Conclusion = Conclusion.Failure, Annotations = [new Annotation("error", e.Message, null, model.Path, null, null, null, null)] };
        }
    }

    private JobRun Describe(JobRun job)
    {
        var runsOn = Yaml.Evaluate(_job.RunsOn, Place.Job, _scope);
        var labels = runsOn is ObjectValue mapping ? mapping["labels"] : runsOn;
        return job with
        {
            RunsOn = labels switch { ArrayValue x => [.. x.Items.Select(y => y.AsText())], NullValue => [], _ => [labels.AsText()] },
            RunnerGroup = runsOn is ObjectValue group && group.Contains("group") ? group["group"].AsText() : null,
            Permissions = (_job.Permissions ?? model.Permissions ?? frame.Permissions).Scopes,
            ContinuesOnError = Yaml.Evaluate(_job.ContinueOnError, Place.Job, _scope).IsTruthy(),
        };
    }

    private string? EnvironmentName()
    {
        var node = _job.Environment is YamlMappingNode mapping ? mapping["name"] : _job.Environment;
        return node is null || Yaml.Evaluate(node, Place.Job, _scope).AsText() is not { Length: > 0 } name ? null : name;
    }

    // In a called workflow the environment gives only what is inherited or declared there.
    private Dictionary<string, string> Secrets(EnvironmentOptions? environment)
    {
        var result = new Dictionary<string, string>(frame.Secrets, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in environment?.Secrets ?? new Dictionary<string, string>())
        {
            if (frame.DeclaredSecrets?.Contains(name) != false)
                result[name] = value;
        }

        return result;
    }
}
