namespace JamLab.Stages.GitHub.Runs;

/// <summary>What has been told of a run's jobs, so that each look tells only what is new, in the order of a life: queued, started, its steps, finished.</summary>
internal sealed class RunProgress
{
    private readonly Dictionary<(long Job, int Step), RunState> _told = [];

    public IEnumerable<(RunEvent Event, JobAnswer Job)> News(IReadOnlyList<JobAnswer> jobs)
    {
        foreach (var job in jobs)
        {
            var state = StateOf(job.Status);
            // A job that was skipped never started, and says nothing but that.
            foreach (var passed in Passed((job.Id, 0), state, job.Conclusion is "skipped"))
            {
                if (passed == RunState.Finished)
                {
                    foreach (var step in StepsOf(job))
                        yield return (step, job);
                }

                yield return (new RunEvent(job.Name, null, passed)
                {
                    Conclusion = passed == RunState.Finished ? ConclusionOf(job.Conclusion) : null,
                    Duration = passed == RunState.Finished ? job.CompletedAt - job.StartedAt : null,
                    Page = job.HtmlUrl,
                }, job);
            }

            foreach (var step in StepsOf(job))
                yield return (step, job);
        }
    }

    public static RunState StateOf(string status) => status switch
    {
        "completed" => RunState.Finished,
        "in_progress" => RunState.Started,
        "waiting" or "action_required" => RunState.Waiting,
        _ => RunState.Queued,
    };

    public static GitHubConclusion ConclusionOf(string? conclusion) => conclusion switch
    {
        "success" => GitHubConclusion.Success,
        "failure" => GitHubConclusion.Failure,
        "cancelled" => GitHubConclusion.Cancelled,
        "skipped" => GitHubConclusion.Skipped,
        "timed_out" => GitHubConclusion.TimedOut,
        "action_required" => GitHubConclusion.ActionRequired,
        "stale" => GitHubConclusion.Stale,
        "startup_failure" => GitHubConclusion.StartupFailure,
        _ => GitHubConclusion.Neutral,
    };

    private IEnumerable<RunEvent> StepsOf(JobAnswer job)
    {
        foreach (var step in (job.Steps ?? []).OrderBy(step => step.Number))
        {
            foreach (var passed in Passed((job.Id, step.Number), StateOf(step.Status), step.Conclusion is "skipped").Where(state => state != RunState.Queued))
            {
                yield return new RunEvent(job.Name, step.Name, passed)
                {
                    Conclusion = passed == RunState.Finished ? ConclusionOf(step.Conclusion) : null,
                    Duration = passed == RunState.Finished ? step.CompletedAt - step.StartedAt : null,
                };
            }
        }
    }

    // A quick job may have started and ended between two looks: it is told whole.
    private List<RunState> Passed((long, int) what, RunState now, bool skipped)
    {
        var before = _told.TryGetValue(what, out var told) ? told : (RunState?)null;
        if (now == before)
            return [];
        _told[what] = now;
        var states = new List<RunState>();
        if (now == RunState.Finished && before is not RunState.Started && !skipped)
            states.Add(RunState.Started);
        states.Add(now);
        return states;
    }
}
