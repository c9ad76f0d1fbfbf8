namespace JamLab.Tests.Workflows.Runner;

/// <summary>How a run, a job or a step ended; what waits for an approval, or stands behind such a job, has not ended.</summary>
public enum Conclusion
{
    Success,
    Failure,
    Cancelled,
    Skipped,
    Waiting,
}
