using Octokit;

namespace JamLab.Stages.GitHub;

public sealed partial class GitHubRepository
{
    /// <summary>Keeps one open pull request from a branch of this repository: opened, or updated in place.</summary>
    public async Task<Written> PullRequestAsync(string branch, string @base, string title, string body, CancellationToken cancellation)
    {
        CheckLength(body, $"the pull request '{title}'");
        if (await OpenPullRequestAsync(branch, cancellation).ConfigureAwait(false) is { } open)
        {
            if (open.Title == title && SameText(open.Body, body) && open.Base.Ref == @base)
                return new Written(WriteKind.Unchanged, open.Number, open.HtmlUrl);
            var change = new PullRequestUpdate { Title = title, Body = body, Base = open.Base.Ref == @base ? null : @base };
            await Client(GitHubNeed.PullRequest, cancellation).PullRequest.Update(Owner, Name, open.Number, change).ConfigureAwait(false);
            return new Written(WriteKind.Updated, open.Number, open.HtmlUrl);
        }

        var created = await CreateOnceAsync(
            () => Client(GitHubNeed.PullRequest, cancellation).PullRequest.Create(Owner, Name, new NewPullRequest(title, branch, @base) { Body = body }),
            () => OpenPullRequestAsync(branch, cancellation),
            cancellation).ConfigureAwait(false);
        return new Written(WriteKind.Created, created.Number, created.HtmlUrl);
    }

    private async Task<PullRequest?> OpenPullRequestAsync(string branch, CancellationToken cancellation)
    {
        var open = await Client(GitHubNeed.PullRequest, cancellation).PullRequest
            .GetAllForRepository(Owner, Name, new PullRequestRequest { State = ItemStateFilter.Open, Head = $"{Owner}:{branch}" }, new ApiOptions { PageSize = 100 }).ConfigureAwait(false);
        // GitHub leaves the filter out of account when it does not understand it.
        return open.FirstOrDefault(one => one.Head.Ref == branch && one.Head.Repository?.Id == one.Base.Repository?.Id);
    }
}
