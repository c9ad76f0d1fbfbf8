using JamLab.Stages.GitHub;
using JamLab.Stages.GitHub.Commits;
using JamLab.Stages.Processes;
using JamLab.Stages.Updates;
using JamLab.Stages.Workflows.Files;
using JamLab.Stages.Workflows.Printing;
using Serilog;

namespace JamLab.Stages.Workflows.Reporting;

/// <summary>Newer versions as a branch and a pull request: one, which grows until somebody merges or closes it.</summary>
public sealed class UpdateProposal(string root, WorkflowStage workflows, GitHubStage gitHub, JobOutput output, ILogger log)
{
    private const string Branch = "jamlab/updates";

    /// <summary>Offers what was found; returns what became of it. Touches no file here.</summary>
    /// <param name="found">What is new.</param>
    /// <param name="branch">The branch to merge into.</param>
    /// <param name="changesWorkflows">Whether the token may change workflows; without, newer actions are left for whoever may.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<string> ProposeAsync(UpdateResult found, string branch, bool changesWorkflows, CancellationToken cancellation)
    {
        var files = new Dictionary<string, string>(found.Files, StringComparer.Ordinal);
        if (!changesWorkflows && files.Remove(ActionLock.File))
        {
            log.Warning("Newer actions are not offered: a workflow's own token may not change workflows. docs/workflows.md says how to let it");
            found = found with { Updates = [.. found.Updates.Where(one => one.File != ActionLock.File)] };
        }

        if (files.Count == 0)
            return "nothing is newer";
        if (files.TryGetValue(ActionLock.File, out var actions))
        {
            foreach (var file in new WorkflowFolder(root).Plan(workflows.Texts(ActionLock.Parse(actions))).Where(file => file.Fate is FileFate.Renewed or FileFate.Added))
                files[$"{WorkflowFolder.Name}/{file.Name}"] = file.Wanted!;
        }

        using var repository = await gitHub.OpenAsync(GitHubNeed.PullRequest, cancellation).ConfigureAwait(false);
        var head = await new ProcessRunner(log).RunAsync(new ToolCommand("git", "-C", root, "rev-parse", "HEAD"), cancellation).ConfigureAwait(false);
        await repository.CommitFilesAsync(Branch, head.Output.Trim(), [.. files.Select(file => CommitFile.Text(file.Key, file.Value))], found.Title, cancellation).ConfigureAwait(false);
        var proposed = await repository.PullRequestAsync(Branch, branch, found.Title, found.ToMarkdown(), cancellation).ConfigureAwait(false);
        output.Set("branch", Branch);
        output.Set("pull-request", proposed.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        log.Information("{Title:l}: {Url:l}", found.Title, proposed.Url);
        return $"pull request {PlanReports.Word(proposed.Kind)}: {found.Title}";
    }

    /// <summary>Says on a pull request how its rehearsal ended.</summary>
    /// <param name="pullRequest">Its number.</param>
    /// <param name="result">GitHub's word for how the job ended: success, failure, cancelled or skipped.</param>
    /// <param name="page">The run's address; null elsewhere than in a workflow.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<string> TellAsync(int pullRequest, string result, string? page, CancellationToken cancellation)
    {
        var words = result switch
        {
            "success" => "✅ The labs were rehearsed with these versions: all went well.",
            "failure" => "❌ The labs were rehearsed with these versions, and it failed.",
            "skipped" => "No lab was rehearsed with these versions.",
            _ => "The rehearsal with these versions was cut short.",
        };
        using var repository = await gitHub.OpenAsync(GitHubNeed.Comment, cancellation).ConfigureAwait(false);
        var told = await repository.UpsertCommentAsync(pullRequest, "jamlab:rehearsal", page is null ? words : $"{words} [The run]({page})", cancellation).ConfigureAwait(false);
        return $"comment {PlanReports.Word(told.Kind)}";
    }
}
