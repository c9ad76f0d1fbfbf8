namespace JamLab.Tests.Workflows.Runner;

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
