using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>What all jobs of a run share.</summary>
internal sealed class RunState
{
    private readonly Lock _lock = new();
    private readonly List<JobRun> _jobs = [];

    public required RunnerOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required WorkflowLoader Workflows { get; init; }

    public required WorkflowModel Workflow { get; init; }

    public required ConcurrencyGroups Groups { get; init; }

    public required RunnerSlots Slots { get; init; }

    public required ArtifactStore Artifacts { get; init; }

    public required CacheStore Caches { get; init; }

    public required int Number { get; init; }

    public required int Attempt { get; init; }

    public required string Sha { get; init; }

    /// <summary>Jobs of the attempt before, by id.</summary>
    public required IReadOnlyDictionary<string, JobRun> Earlier { get; init; }

    /// <summary>Whether failed jobs are left as they are: the run only waited.</summary>
    public required bool KeepsFailures { get; init; }

    public WorkflowEvent Event => Options.Event;

    public string RunId => $"{1_000_000 + Number}";

    public IReadOnlyList<JobRun> Jobs
    {
        get
        {
            lock (_lock)
                return [.. _jobs];
        }
    }

    public ObjectValue Vars => ObjectValue.Of(Options.Vars);

    /// <summary>Whether a job that ended so in an earlier attempt need not run again.</summary>
    public bool Keeps(Conclusion earlier) => earlier is Conclusion.Success or Conclusion.Skipped || (KeepsFailures && earlier != Conclusion.Waiting);

    public JobRun Add(JobRun job)
    {
        lock (_lock)
            _jobs.Add(job);
        return job;
    }
}
