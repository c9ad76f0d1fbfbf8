using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using JamLab.Stages.GitHub.Http;
using JamLab.Stages.GitHub.Runs;

namespace JamLab.Stages.GitHub;

public sealed partial class GitHubRepository
{
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(15);
    private const int Latest = 5;

    /// <summary>What happens in a run, as it happens, until its end: the last event is the run's own. Failed jobs come with what they wrote.</summary>
    /// <param name="run">From <see cref="DispatchAsync"/>, or any id.</param>
    /// <param name="cancellation">Ends following, not the run.</param>
    public async IAsyncEnumerable<RunEvent> FollowAsync(StartedRun run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var call = new GitHubCall(GitHubNeed.Follow, cancellation) { Kept = new KeptAnswers() };
        var progress = new RunProgress();
        RunState? told = null;
        var wait = Quick;
        var late = 0;
        while (true)
        {
            // The run before its jobs: when it has ended, no job changes any more.
            var now = await _connection.GetAsync(call, Path($"actions/runs/{run.Id}"), GitHubJson.Default.RunAnswer).ConfigureAwait(false);
            var jobs = await _connection.GetAllAsync(call, Path($"actions/runs/{run.Id}/jobs?filter=latest"), GitHubJson.Default.JobPage, page => page.Jobs).ConfigureAwait(false);
            var state = RunProgress.StateOf(now.Status);
            if (state != told && state != RunState.Finished)
                yield return new RunEvent(null, null, state) { Page = now.HtmlUrl };
            wait = state == told ? wait : Quick;
            told = state;
            foreach (var (news, job) in progress.News(jobs))
            {
                wait = Quick;
                yield return news is { Step: null, IsFailure: true } ? news with { Log = await LogAsync(job.Id, cancellation).ConfigureAwait(false) } : news;
            }

            // The list of jobs may lag a moment behind the run.
            if (state == RunState.Finished && (++late > Latest || jobs.All(job => RunProgress.StateOf(job.Status) == RunState.Finished)))
            {
                yield return new RunEvent(null, null, RunState.Finished)
                {
                    Conclusion = RunProgress.ConclusionOf(now.Conclusion),
                    Duration = now.UpdatedAt - (now.RunStartedAt ?? now.CreatedAt),
                    Page = now.HtmlUrl,
                };
                yield break;
            }

            await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
            wait = wait * 1.25 > Slow ? Slow : wait * 1.25;
        }
    }

    // Logs of a job that was cancelled early, or have been removed, are not there; the rest is told all the same.
    private async Task<string?> LogAsync(long job, CancellationToken cancellation)
    {
        try
        {
            var text = await _connection.GetTextAsync(new GitHubCall(GitHubNeed.Follow, cancellation), Path($"actions/jobs/{job}/logs")).ConfigureAwait(false);
            return Stamp.Replace(text.TrimStart('\uFEFF').ReplaceLineEndings("\n"), "").TrimEnd();
        }
        catch (GitHubException missing) when (missing.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T[\d:.]+Z ", RegexOptions.Multiline)]
    private static partial Regex Stamp { get; }
}
