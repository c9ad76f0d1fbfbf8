using JamLab.Stages.GitHub;
using JamLab.Stages.Plans;
using Serilog;

namespace JamLab.Stages.Workflows.Reporting;

/// <summary>Tells on GitHub what plans say: the comment and the check of a pull request, and a lab's issue about drift.</summary>
/// <param name="folder">Where the artifacts of the jobs that looked were put.</param>
/// <param name="gitHub">The way to GitHub.</param>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="time">For plans that are missing.</param>
/// <param name="log">Told what was written.</param>
public sealed class PlanReports(string folder, GitHubStage gitHub, Func<string, string?> variable, TimeProvider time, ILogger log)
{
    // Its heading on the page of a pull request.
    private const string Check = "JamLab plan";

    /// <summary>Keeps the one comment, the check run with annotations at the inventories' lines, and the job's summary; returns what was written.</summary>
    /// <param name="environments">Those that were to be looked at.</param>
    /// <param name="pullRequest">Its number.</param>
    /// <param name="commit">The head of its branch, as a full hash.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<string> CommentAsync(IReadOnlyList<string> environments, int pullRequest, string commit, CancellationToken cancellation)
    {
        var plans = new FetchedPlans(folder, time).Read(environments);
        Summarise(StepSummary.Write(plans));
        using var repository = await gitHub.OpenAsync(GitHubNeed.Comment, cancellation).ConfigureAwait(false);
        var comment = await repository.UpsertCommentAsync(pullRequest, PlanComment.Marker, PlanComment.Write(plans), cancellation).ConfigureAwait(false);
        log.Information("Comment {Kind:l}: {Url:l}", Word(comment.Kind), comment.Url);
        var conclusion = plans.All(plan => plan.IsComplete) ? plans.Any(plan => plan.HasChanges) ? GitHubConclusion.Neutral : GitHubConclusion.Success : GitHubConclusion.Failure;
        var check = await repository.CheckRunAsync(Check, commit, conclusion, Title(plans), "What would change stands in the comment.", [.. PlanAnnotations.Of(plans).Select(Annotation)], cancellation).ConfigureAwait(false);
        log.Information("Check {Kind:l}: {Url:l}", Word(check.Kind), check.Url);
        return $"comment {Word(comment.Kind)}, {Title(plans)}";
    }

    /// <summary>Opens, updates or closes each lab's issue; one that could not be asked keeps its issue as it is. Returns how the labs stand.</summary>
    /// <param name="environments">Those that may have been looked at; one without a plan was not, this time.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<string> ReportDriftAsync(IReadOnlyList<string> environments, CancellationToken cancellation)
    {
        var looked = environments.Where(environment => Directory.Exists(Path.Combine(folder, $"plan-{environment}"))).ToList();
        if (looked.Count == 0)
            throw new StageException("no lab was looked at", "look at the logs of the jobs before this one");
        var words = new List<string>();
        using var repository = await gitHub.OpenAsync(GitHubNeed.Issue, cancellation).ConfigureAwait(false);
        foreach (var plan in new FetchedPlans(folder, time).Read(looked))
            words.Add(await ReportAsync(repository, DriftReport.Of([plan], plan.Environment), cancellation).ConfigureAwait(false));
        return string.Join("; ", words);
    }

    private async Task<string> ReportAsync(GitHubRepository repository, DriftReport report, CancellationToken cancellation)
    {
        switch (report.State)
        {
            case DriftState.Drift:
                var issue = await repository.IssueAsync(report.Marker, "drift", report.Title, report.Body, cancellation).ConfigureAwait(false);
                log.Warning("{Title:l}: {Url:l}", report.Title, issue.Url);
                break;
            case DriftState.None:
                var closed = await repository.CloseIssueAsync(report.Marker, "Nothing differs any more.", cancellation).ConfigureAwait(false);
                log.Information("{Title:l}{Closed:l}", report.Title, closed.Kind == WriteKind.Updated ? $"; closed {closed.Url}" : "");
                break;
            case DriftState.Unknown:
                Summarise(report.Body);
                log.Warning("{Title:l}; its issue stays as it is", report.Title);
                break;
        }

        return report.Title;
    }

    private void Summarise(string markdown)
    {
        if (variable("GITHUB_STEP_SUMMARY") is { Length: > 0 } file)
            File.AppendAllText(file, markdown + "\n");
    }

    private static string Title(IReadOnlyList<LabPlan> plans) =>
        plans.Any(plan => plan.HasDataLoss) ? "data would be lost"
        : plans.Where(plan => plan.HasChanges).Select(plan => plan.Environment).ToList() is { Count: > 0 } changing ? $"{string.Join(", ", changing)} would change"
        : plans.All(plan => plan.IsComplete) ? "nothing would change"
        : "not everything could be asked";

    private static CheckAnnotation Annotation(PlanAnnotation one) => new(one.Path, one.Line, one.EndLine, Enum.Parse<GitHub.AnnotationLevel>(one.Level.ToString()), one.Title, one.Message)
    {
        StartColumn = one.Line == one.EndLine ? one.Column : null,
        EndColumn = one.Line == one.EndLine ? one.EndColumn : null,
    };

    internal static string Word(WriteKind kind) => kind.ToString().ToLowerInvariant();
}
