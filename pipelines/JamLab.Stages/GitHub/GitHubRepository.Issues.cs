using JamLab.Stages.GitHub.Http;
using Octokit;

namespace JamLab.Stages.GitHub;

public sealed partial class GitHubRepository
{
    /// <summary>Keeps one open issue of ours: opened, or updated in place; further ones with the same marker are closed.</summary>
    /// <param name="marker">Hidden in the first line, for example <c>jamlab:drift:home</c>.</param>
    /// <param name="label">Put on when it is opened; GitHub makes the label if there is none.</param>
    /// <param name="title">One line.</param>
    /// <param name="body">Markdown; with the marker at most <see cref="BodyLimit"/> characters.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<Written> IssueAsync(string marker, string label, string title, string body, CancellationToken cancellation)
    {
        var mark = new Marker(marker);
        body = mark.Mark(body);
        CheckLength(body, $"the issue '{title}'");
        var open = await OpenIssuesAsync(mark, label, cancellation).ConfigureAwait(false);
        foreach (var extra in open.Skip(1))
            await ChangeIssueAsync(extra.Number, new IssueChange { State = "closed", StateReason = "not_planned" }, cancellation).ConfigureAwait(false);
        if (open is [var first, ..])
        {
            if (SameText(first.Body, body) && first.Title == title)
                return new Written(WriteKind.Unchanged, first.Number, first.HtmlUrl);
            await ChangeIssueAsync(first.Number, new IssueChange { Title = title, Body = body }, cancellation).ConfigureAwait(false);
            return new Written(WriteKind.Updated, first.Number, first.HtmlUrl);
        }

        var wanted = new NewIssue(title) { Body = body };
        wanted.Labels.Add(label);
        var created = await CreateOnceAsync(
            () => Client(GitHubNeed.Issue, cancellation).Issue.Create(Owner, Name, wanted),
            async () => (await OpenIssuesAsync(mark, label, cancellation).ConfigureAwait(false)).FirstOrDefault(),
            cancellation).ConfigureAwait(false);
        return new Written(WriteKind.Created, created.Number, created.HtmlUrl);
    }

    /// <summary>Closes what <see cref="IssueAsync"/> opened, saying why; nothing when none is open.</summary>
    public async Task<Written> CloseIssueAsync(string marker, string comment, CancellationToken cancellation)
    {
        var mark = new Marker(marker);
        var open = await OpenIssuesAsync(mark, null, cancellation).ConfigureAwait(false);
        foreach (var issue in open)
        {
            // Said once, even if the run breaks off between saying and closing.
            await UpsertCommentAsync(issue.Number, $"{marker}:closed", comment, cancellation).ConfigureAwait(false);
            await ChangeIssueAsync(issue.Number, new IssueChange { State = "closed", StateReason = "completed" }, cancellation).ConfigureAwait(false);
        }

        return open is [var first, ..] ? new Written(WriteKind.Closed, first.Number, first.HtmlUrl) : new Written(WriteKind.Absent, 0, Page.ToString());
    }

    private async Task ChangeIssueAsync(int number, IssueChange change, CancellationToken cancellation) =>
        await _connection.SendAsync(new GitHubCall(GitHubNeed.Issue, cancellation), HttpMethod.Patch, Path($"issues/{number}"), change, GitHubJson.Default.IssueChange).ConfigureAwait(false);

    // With the label first, which is quick; it may have been taken off, so without it after that.
    private async Task<List<Issue>> OpenIssuesAsync(Marker mark, string? label, CancellationToken cancellation)
    {
        if (label is not null && await SearchAsync(label).ConfigureAwait(false) is { Count: > 0 } labelled)
            return labelled;
        return await SearchAsync(null).ConfigureAwait(false);

        async Task<List<Issue>> SearchAsync(string? label)
        {
            var filter = new RepositoryIssueRequest { State = ItemStateFilter.Open, Filter = IssueFilter.All, SortProperty = IssueSort.Created, SortDirection = SortDirection.Ascending };
            if (label is not null)
                filter.Labels.Add(label);
            var found = new List<Issue>();
            foreach (var issue in await Client(GitHubNeed.Issue, cancellation).Issue.GetAllForRepository(Owner, Name, filter, new ApiOptions { PageSize = 100 }).ConfigureAwait(false))
            {
                if (issue.PullRequest is null && mark.IsIn(issue.Body) && await IsOursAsync(issue.User?.Login, cancellation).ConfigureAwait(false))
                    found.Add(issue);
            }

            return found;
        }
    }
}

/// <summary>What changes about an issue; what is null stays.</summary>
internal sealed record IssueChange
{
    public string? Title { get; init; }

    public string? Body { get; init; }

    public string? State { get; init; }

    public string? StateReason { get; init; }
}
