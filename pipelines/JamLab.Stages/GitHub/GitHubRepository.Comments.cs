using System.Net;
using JamLab.Stages.GitHub.Http;
using Octokit;

namespace JamLab.Stages.GitHub;

public sealed partial class GitHubRepository
{
    /// <summary>Keeps one comment of ours on a pull request: found by its marker and by who wrote it, updated in place, left alone when it says so already.</summary>
    /// <param name="pullRequest">Its number; an issue's will do as well.</param>
    /// <param name="marker">Hidden in the first line, for example <c>jamlab:plan</c>.</param>
    /// <param name="body">Markdown; with the marker at most <see cref="BodyLimit"/> characters.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<Written> UpsertCommentAsync(int pullRequest, string marker, string body, CancellationToken cancellation)
    {
        var mark = new Marker(marker);
        body = mark.Mark(body);
        CheckLength(body, $"the comment on pull request {pullRequest}");
        var comments = Client(GitHubNeed.Comment, cancellation).Issue.Comment;
        var ours = await OurCommentsAsync(pullRequest, mark, cancellation).ConfigureAwait(false);
        // Two runs at once may each have made one.
        foreach (var extra in ours.Skip(1))
            await _connection.DeleteAsync(new GitHubCall(GitHubNeed.Comment, cancellation), Path($"issues/comments/{extra.Id}")).ConfigureAwait(false);
        if (ours is [var first, ..])
        {
            if (SameText(first.Body, body))
                return new Written(WriteKind.Unchanged, first.Id, first.HtmlUrl);
            // Deleted since we looked: the next one is new.
            if (await MaybeAsync(() => comments.Update(Owner, Name, first.Id, body)).ConfigureAwait(false) is { } updated)
                return new Written(WriteKind.Updated, updated.Id, updated.HtmlUrl);
        }

        var created = await CreateOnceAsync(
            () => comments.Create(Owner, Name, pullRequest, body),
            async () => (await OurCommentsAsync(pullRequest, mark, cancellation).ConfigureAwait(false)).FirstOrDefault(one => SameText(one.Body, body)),
            cancellation).ConfigureAwait(false);
        return new Written(WriteKind.Created, created.Id, created.HtmlUrl);
    }

    private async Task<List<IssueComment>> OurCommentsAsync(int pullRequest, Marker mark, CancellationToken cancellation)
    {
        var all = await Client(GitHubNeed.Comment, cancellation).Issue.Comment.GetAllForIssue(Owner, Name, pullRequest, new ApiOptions { PageSize = 100 }).ConfigureAwait(false);
        var ours = new List<IssueComment>();
        foreach (var comment in all.Where(one => mark.IsIn(one.Body)))
        {
            if (await IsOursAsync(comment.User?.Login, cancellation).ConfigureAwait(false))
                ours.Add(comment);
        }

        return ours;
    }
}
