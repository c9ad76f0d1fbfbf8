using JamLab.Stages.GitHub.Http;
using Octokit;

namespace JamLab.Stages.GitHub;

public sealed partial class GitHubRepository
{
    private const int AnnotationsAtOnce = 50;
    private const int LongestSummary = 65_535;

    /// <summary>Reports a check of a commit. Annotations go in parts of fifty; the check is complete only with the last of them.</summary>
    /// <param name="name">The check's name, which branch protection knows it by.</param>
    /// <param name="headSha">The commit's full hash.</param>
    /// <param name="conclusion">How it ended.</param>
    /// <param name="title">One line.</param>
    /// <param name="summary">Markdown, at most 65,535 bytes.</param>
    /// <param name="annotations">What is said about lines of files.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<Written> CheckRunAsync(string name, string headSha, GitHubConclusion conclusion, string title, string summary, IReadOnlyList<CheckAnnotation> annotations, CancellationToken cancellation)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(summary) > LongestSummary)
            throw new GitHubException($"the summary of check '{name}' would be longer than {LongestSummary} bytes", "cut it, and keep the whole as an artifact");
        var parts = annotations.Select(one => one.Limited()).Chunk(AnnotationsAtOnce).DefaultIfEmpty([]).ToList();
        var mine = Guid.NewGuid().ToString("N");
        var wanted = new NewCheckRun(name, headSha) { ExternalId = mine, Output = Part(0) };
        if (parts.Count == 1)
            (wanted.Status, wanted.Conclusion) = (CheckStatus.Completed, Octokit(conclusion));
        else
            wanted.Status = CheckStatus.InProgress;
        var run = await CreateOnceAsync(
            () => Client(GitHubNeed.Check, cancellation).Check.Run.Create(Owner, Name, wanted),
            () => FindCheckAsync(name, headSha, mine, cancellation),
            cancellation).ConfigureAwait(false);
        for (var part = 1; part < parts.Count; part++)
        {
            var update = new CheckRunUpdate { Output = Part(part) };
            if (part == parts.Count - 1)
                (update.Status, update.Conclusion) = (CheckStatus.Completed, Octokit(conclusion));
            // Each update adds its annotations to those before: sent twice, they would stand there twice.
            var after = Math.Min(annotations.Count, (part + 1) * AnnotationsAtOnce);
            run = await CreateOnceAsync(
                () => Client(GitHubNeed.Check, cancellation, Repetition.Never).Check.Run.Update(Owner, Name, run.Id, update),
                async () => await Client(GitHubNeed.Check, cancellation).Check.Run.Get(Owner, Name, run.Id).ConfigureAwait(false) is { } now && now.Output.AnnotationsCount >= after ? now : null,
                cancellation).ConfigureAwait(false);
        }

        return new Written(WriteKind.Created, run.Id, run.HtmlUrl);

        NewCheckRunOutput Part(int index) => new(TextLimit.Characters(title, 255), summary) { Annotations = parts[index] };
    }

    private async Task<CheckRun?> FindCheckAsync(string name, string headSha, string mine, CancellationToken cancellation)
    {
        var found = await Client(GitHubNeed.Check, cancellation).Check.Run.GetAllForReference(Owner, Name, headSha, new CheckRunRequest { CheckName = name, Filter = CheckRunCompletedAtFilter.All }, new ApiOptions { PageSize = 100 }).ConfigureAwait(false);
        return found.CheckRuns.FirstOrDefault(run => run.ExternalId == mine);
    }

    private static CheckConclusion Octokit(GitHubConclusion conclusion) => conclusion switch
    {
        GitHubConclusion.Success => CheckConclusion.Success,
        GitHubConclusion.Failure => CheckConclusion.Failure,
        GitHubConclusion.Cancelled => CheckConclusion.Cancelled,
        GitHubConclusion.ActionRequired => CheckConclusion.ActionRequired,
        GitHubConclusion.TimedOut => CheckConclusion.TimedOut,
        GitHubConclusion.Skipped => CheckConclusion.Skipped,
        _ => CheckConclusion.Neutral,
    };
}
