namespace JamLab.Stages.GitHub.Runs;

/// <summary>Something that happened in a run: to a job, to a step of it (<see cref="Step"/>), or to the whole run (no <see cref="Job"/>).</summary>
public sealed record RunEvent(string? Job, string? Step, RunState State)
{
    /// <summary>Null before the end.</summary>
    public GitHubConclusion? Conclusion { get; init; }

    /// <summary>From start to end, at the end.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What a failed job wrote, without its time stamps; at its end only.</summary>
    public string? Log { get; init; }

    /// <summary>The page of the job or the run.</summary>
    public string? Page { get; init; }

    /// <summary>Whether it ended in another way than well or not at all.</summary>
    public bool IsFailure => Conclusion is not (null or GitHubConclusion.Success or GitHubConclusion.Skipped or GitHubConclusion.Neutral);
}

/// <summary>How far something is.</summary>
public enum RunState
{
    Queued,

    /// <summary>Somebody has to approve, or another run is in the way.</summary>
    Waiting,
    Started,
    Finished,
}
