namespace JamLab.Stages.GitHub;

/// <summary>How a check, a run, a job or a step ended.</summary>
public enum GitHubConclusion
{
    Success,
    Failure,
    Neutral,
    Cancelled,
    Skipped,
    TimedOut,
    ActionRequired,
    Stale,
    StartupFailure,
}
