using System.Diagnostics;
using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;
using JamLab.Tests.Workflows.Runner.Running;

namespace JamLab.Tests.Workflows.Runner;

/// <summary>
/// Runs a repository's workflows on this machine as GitHub would, closely enough that a workflow which is wrong fails here too.
/// What it does not know (a key, an event, an action) is an error, never ignored. Runs of one runner share its concurrency groups and machines.
/// </summary>
public sealed class WorkflowRunner(RunnerOptions options, TimeProvider? time = null)
{
    private readonly ConcurrencyGroups _groups = new();
    private readonly RunnerSlots _slots = new(options.MaxParallelJobs);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private int _number;

    /// <summary>Whether the event would start the workflow, as its filters say.</summary>
    public bool IsTriggered(string workflow, WorkflowEvent? @event = null)
    {
        var happened = @event ?? options.Event;
        return Loader().Load(PathOf(workflow)).On.Events.TryGetValue(happened.Name, out var filter) && filter.Takes(happened);
    }

    /// <summary>Reads a workflow and all that it calls, and runs nothing; throws <see cref="WorkflowException"/> with all that is wrong.</summary>
    public void Check(string workflow) => _ = Loader().LoadAll(PathOf(workflow));

    /// <summary>Runs a workflow of <c>.github/workflows</c>; throws <see cref="WorkflowException"/> where GitHub would not start it. Cancelling is "Cancel workflow": steps with <c>always()</c> still run.</summary>
    public Task<WorkflowRun> RunAsync(string workflow, CancellationToken ct = default) => RunAsync(workflow, options.Event, ct);

    /// <summary>Runs it for another event than that of the options.</summary>
    public Task<WorkflowRun> RunAsync(string workflow, WorkflowEvent @event, CancellationToken ct = default) =>
        ExecuteAsync(workflow, options with { Event = @event }, NextNumber(), 1, [], new Dictionary<string, string>(), ct);

    /// <summary>"Re-run failed jobs": those, and all that stand behind them, run again; outputs and artifacts of the others stay.</summary>
    public Task<WorkflowRun> RerunFailedAsync(WorkflowRun run, CancellationToken ct = default) =>
        ExecuteAsync(run.Workflow, options with { Event = run.Event }, run.Number, run.Attempt + 1, run.Jobs, run.Artifacts, ct);

    /// <summary>Goes on with a run that waited for approvals; what ended already, in whatever way, stays.</summary>
    public Task<WorkflowRun> ContinueAsync(WorkflowRun run, CancellationToken ct = default) =>
        ExecuteAsync(run.Workflow, options with { Event = run.Event }, run.Number, run.Attempt, run.Jobs, run.Artifacts, ct);

    private async Task<WorkflowRun> ExecuteAsync(
        string workflow, RunnerOptions mine, int number, int attempt, IReadOnlyList<JobRun> earlier, IReadOnlyDictionary<string, string> artifacts, CancellationToken ct)
    {
        var loader = Loader();
        var model = loader.LoadAll(PathOf(workflow));
        var inputs = Inputs(model, mine.Event);
        var run = State(mine, loader, model, number, attempt, earlier, artifacts);
        var github = GithubContext.Of(mine, model.Name, model.Path, run.Sha, number, attempt, run.RunId);
        var scope = new Scope().With(("github", github), ("inputs", inputs), ("vars", run.Vars));
        var title = model.RunName is null ? model.Name : Template.Evaluate(model.RunName, Place.RunName, scope).AsText();
        var frame = new CallFrame { Prefix = "", NamePrefix = "", Inputs = inputs, Secrets = mine.Secrets, Permissions = mine.DefaultPermissions };
        var result = new JobGroup(Conclusion.Cancelled, new ObjectValue(), Ran: false);
        try
        {
            await using var held = await HeldGroups.EnterAsync(run, [(model.Concurrency, Place.WorkflowConcurrency)], scope, [], ct);
            result = await new WorkflowExecution(run, model, frame with { HeldGroups = held.Names }, github, held.Token).RunAsync();
        }
        catch (OperationCanceledException)
        {
            mine.Log?.Invoke($"{workflow} #{number} was cancelled before it began");
        }

        return new WorkflowRun
        {
            Number = number,
            Attempt = attempt,
            Workflow = workflow,
            Title = title,
            Event = mine.Event,
            Conclusion = result.Result,
            Jobs = run.Jobs,
            Artifacts = run.Artifacts.All,
            Outputs = result.Outputs.Pairs.ToDictionary(x => x.Key, x => x.Value.AsText()),
        };
    }

    private RunState State(
        RunnerOptions mine, WorkflowLoader loader, WorkflowModel model, int number, int attempt, IReadOnlyList<JobRun> earlier, IReadOnlyDictionary<string, string> artifacts)
    {
        string[] otherRefs = [.. mine.Event.BaseRef.Length > 0 ? new[] { $"refs/heads/{mine.Event.BaseRef}" } : [], $"refs/heads/{mine.DefaultBranch}"];
        return new RunState
        {
            Options = mine,
            Time = _time,
            Workflows = loader,
            Workflow = model,
            Groups = _groups,
            Slots = _slots,
            Artifacts = new ArtifactStore(Artifacts(mine, number, attempt), artifacts),
            Caches = new CacheStore(Path.Combine(Path.GetFullPath(mine.WorkFolder), "cache"), mine.Event.Ref, otherRefs),
            Number = number,
            Attempt = attempt,
            Sha = mine.Event.Sha ?? Head(),
            Earlier = earlier.ToDictionary(x => x.Id),
            KeepsFailures = earlier.Any(x => x.Attempt == attempt),
        };
    }

    private static ObjectValue Inputs(WorkflowModel model, WorkflowEvent @event)
    {
        if (!model.On.Events.TryGetValue(@event.Name, out var filter))
            throw new WorkflowException($"{model.Path}: '{@event.Name}' does not start this workflow; {string.Join(", ", model.On.Events.Keys)} do");
        if (!filter.Takes(@event))
            throw new WorkflowException($"{model.Path}: the filters of '{@event.Name}' do not take this event");
        if (@event.Name == "workflow_dispatch")
            return InputValues.Dispatch(model.On.DispatchInputs, @event.Inputs);
        return new ObjectValue();
    }

    // Another runner may have worked in the folder before: its artifacts stay.
    private int NextNumber()
    {
        var number = Interlocked.Increment(ref _number);
        while (Directory.Exists(Artifacts(options, number, 1)))
            number = Interlocked.Increment(ref _number);
        return number;
    }

    private static string Artifacts(RunnerOptions mine, int number, int attempt) => Path.Combine(Path.GetFullPath(mine.WorkFolder), "artifacts", $"{number}.{attempt}");

    private WorkflowLoader Loader() => new(options.RepositoryFolder, options.DefaultPermissions);

    private static string PathOf(string workflow) => workflow.Contains('/', StringComparison.Ordinal) ? workflow : $"{WorkflowLoader.Folder}/{workflow}";

    private string Head()
    {
        using var process = Process.Start(new ProcessStartInfo("git", ["-C", options.RepositoryFolder, "rev-parse", "HEAD"]) { RedirectStandardOutput = true })!;
        var head = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? head : throw new WorkflowException($"{options.RepositoryFolder} is no git repository with a commit");
    }
}
