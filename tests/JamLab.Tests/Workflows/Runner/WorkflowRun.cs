namespace JamLab.Tests.Workflows.Runner;

/// <summary>A run as it ended.</summary>
public sealed class WorkflowRun
{
    public required int Number { get; init; }

    public required int Attempt { get; init; }

    /// <summary>File name of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>What <c>run-name</c> says, or the workflow's name.</summary>
    public required string Title { get; init; }

    public required WorkflowEvent Event { get; init; }

    public required Conclusion Conclusion { get; init; }

    /// <summary>In the order in which they ended; those of a former attempt that did not run again are the same objects.</summary>
    public required IReadOnlyList<JobRun> Jobs { get; init; }

    /// <summary>Folders with the files of each artifact, by name.</summary>
    public required IReadOnlyDictionary<string, string> Artifacts { get; init; }

    /// <summary>Outputs of <c>on.workflow_call</c> where the workflow has them, else of each job as <c>job.output</c>.</summary>
    public required IReadOnlyDictionary<string, string> Outputs { get; init; }

    public IReadOnlyList<Annotation> Annotations => [.. Jobs.SelectMany(x => x.Annotations)];

    /// <summary>Markdown of each job that wrote a summary, by the job's id.</summary>
    public IReadOnlyDictionary<string, string> Summaries => Jobs.Where(x => x.Summary.Length > 0).ToDictionary(x => x.Id, x => x.Summary);

    /// <summary>The one job with this id, for example <c>home / provision-vms</c> or <c>build-templates (debian-12)</c>.</summary>
    public JobRun Job(string id) =>
        Jobs.SingleOrDefault(x => x.Id == id) ?? throw new KeyNotFoundException($"no job '{id}' among: {string.Join(", ", Jobs.Select(x => x.Id))}");

    /// <summary>All jobs and steps with their ends, and the logs of what failed.</summary>
    public override string ToString() =>
        string.Join('\n', [$"{Workflow} #{Number}.{Attempt}: {Conclusion}", .. Jobs.Select(x => x.ToString())]);
}

/// <summary>A job as it ended.</summary>
public sealed record JobRun
{
    /// <summary>Ids of the calling jobs, the job's own, and its place in the matrix: <c>home / provision-vms (a, b)</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What GitHub shows.</summary>
    public required string Name { get; init; }

    public required Conclusion Conclusion { get; init; }

    /// <summary>The attempt of the run in which it ran.</summary>
    public required int Attempt { get; init; }

    /// <summary>Whether its failure does not count.</summary>
    public bool ContinuesOnError { get; init; }

    public IReadOnlyList<StepRun> Steps { get; init; } = [];

    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    public string Summary { get; init; } = "";

    public IReadOnlyList<string> RunsOn { get; init; } = [];

    public string? RunnerGroup { get; init; }

    public string? Environment { get; init; }

    public string? EnvironmentUrl { get; init; }

    public string? ConcurrencyGroup { get; init; }

    public IReadOnlyDictionary<string, string> Permissions { get; init; } = new Dictionary<string, string>();

    public string? Workspace { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>The log of all steps.</summary>
    public string Log => string.Concat(Steps.Select(x => x.Log));

    /// <summary>The one step with this id or name.</summary>
    public StepRun Step(string name) =>
        Steps.SingleOrDefault(x => x.Id == name || x.Name == name) ?? throw new KeyNotFoundException($"no step '{name}' in '{Id}' among: {string.Join(", ", Steps.Select(x => x.Name))}");

    public override string ToString()
    {
        var lines = new List<string> { $"{Id}: {Conclusion}" };
        lines.AddRange(Annotations.Where(x => x.Level == "error").Select(x => $"  error: {x.Message}"));
        foreach (var step in Steps)
        {
            lines.Add($"  {step.Name}: {step.Outcome}");
            if (step.Outcome == Conclusion.Failure)
                lines.AddRange(step.Log.TrimEnd().Split('\n').TakeLast(40).Select(x => $"    {x}"));
        }

        return string.Join('\n', lines);
    }
}

/// <summary>A step as it ended; <paramref name="Outcome"/> is before <c>continue-on-error</c>, <paramref name="Conclusion"/> after it.</summary>
public sealed record StepRun(string? Id, string Name, Conclusion Outcome, Conclusion Conclusion, int? ExitCode, string Log, TimeSpan Duration, IReadOnlyDictionary<string, string> Outputs);

/// <summary>What <c>::error::</c>, <c>::warning::</c> and <c>::notice::</c> say; lines and columns count from one.</summary>
public sealed record Annotation(string Level, string Message, string? Title, string? File, int? Line, int? EndLine, int? Column, int? EndColumn);
