using System.Net;
using JamLab.Stages.GitHub.Commits;
using JamLab.Stages.GitHub.Http;
using Octokit;

namespace JamLab.Stages.GitHub;

public sealed partial class GitHubRepository
{
    /// <summary>
    /// Puts a branch of ours to one commit on top of <paramref name="baseSha"/>, through GitHub's git data API, so that GitHub signs it for Apps and workflows.
    /// A branch that holds commits of somebody else is left as it is, with an exception; one that is so already is left alone.
    /// </summary>
    /// <param name="branch">Without <c>refs/heads/</c>.</param>
    /// <param name="baseSha">The full hash of the commit to stand on.</param>
    /// <param name="files">What differs from the base.</param>
    /// <param name="message">The commit's message.</param>
    /// <param name="cancellation">Ends waiting.</param>
    /// <returns>The branch's commit.</returns>
    public async Task<string> CommitFilesAsync(string branch, string baseSha, IReadOnlyList<CommitFile> files, string message, CancellationToken cancellation)
    {
        // What is made here is named by its content: making it twice makes one.
        var git = Client(GitHubNeed.Commit, cancellation, Repetition.Always).Git;
        var root = (await git.Commit.Get(Owner, Name, baseSha).ConfigureAwait(false)).Tree.Sha;
        var tree = await TreeAsync(git, root, files, cancellation).ConfigureAwait(false);
        var call = new GitHubCall(GitHubNeed.Commit, cancellation);
        // Octokit asks at an address that answers with a list when there is no such branch but one whose name goes on.
        var reference = Uri.EscapeDataString($"heads/{branch}");
        var present = (await FindReferenceAsync().ConfigureAwait(false))?.Object.Sha;
        if (present is not null)
        {
            var head = await git.Commit.Get(Owner, Name, present).ConfigureAwait(false);
            if (head.Tree.Sha == tree && (present == baseSha || (head.Parents is [var parent] && parent.Sha == baseSha && head.Message == message)))
                return present;
            await CheckOursAsync(branch, baseSha, present, cancellation).ConfigureAwait(false);
        }

        var commit = (await git.Commit.Create(Owner, Name, new NewCommit(message, tree, baseSha)).ConfigureAwait(false)).Sha;
        if (present is null)
        {
            var wanted = new NewReferenceRequest($"refs/heads/{branch}", commit);
            await CreateOnceAsync(
                async () => GitHubConnection.Read(await _connection.SendAsync(call, HttpMethod.Post, Path("git/refs"), wanted, GitHubJson.Default.NewReferenceRequest).ConfigureAwait(false), GitHubJson.Default.ReferenceAnswer),
                FindReferenceAsync,
                cancellation).ConfigureAwait(false);
        }
        else
        {
            await _connection.SendAsync(call, HttpMethod.Patch, Path($"git/refs/{reference}"), new ReferenceChange(commit, Force: true), GitHubJson.Default.ReferenceChange).ConfigureAwait(false);
        }

        return commit;

        Task<ReferenceAnswer?> FindReferenceAsync() => _connection.FindAsync(call, Path($"git/ref/{reference}"), GitHubJson.Default.ReferenceAnswer);
    }

    private async Task<string> TreeAsync(IGitDatabaseClient git, string root, IReadOnlyList<CommitFile> files, CancellationToken cancellation)
    {
        var entries = new List<TreeEntry>();
        foreach (var file in files)
        {
            var sha = file.Content is { } content
                ? (await git.Blob.Create(Owner, Name, new NewBlob { Content = Convert.ToBase64String(content.Span), Encoding = EncodingType.Base64 }).ConfigureAwait(false)).Sha
                : null;
            entries.Add(new TreeEntry(file.Path, file.IsExecutable ? "100755" : "100644", "blob") { Sha = sha });
        }

        var call = new GitHubCall(GitHubNeed.Commit, cancellation) { Repetition = Repetition.Always };
        var answer = await _connection.SendAsync(call, HttpMethod.Post, Path("git/trees"), new TreeRequest(root, entries), GitHubJson.Default.TreeRequest).ConfigureAwait(false);
        return GitHubConnection.Read(answer, GitHubJson.Default.ShaAnswer).Sha;
    }

    private async Task CheckOursAsync(string branch, string baseSha, string present, CancellationToken cancellation)
    {
        var compared = await _connection.FindAsync(new GitHubCall(GitHubNeed.Commit, cancellation), Path($"compare/{baseSha}...{present}"), GitHubJson.Default.CompareAnswer).ConfigureAwait(false);
        foreach (var commit in compared?.Commits ?? [])
        {
            if (!await IsOursAsync(commit.Author?.Login, cancellation).ConfigureAwait(false))
            {
                throw new GitHubException($"branch '{branch}' holds a commit of {commit.Author?.Login ?? "somebody whom GitHub does not know"} ({commit.Sha[..7]}), and writing it anew would lose that",
                    $"merge or delete the branch, then run again: {Page}/tree/{EscapedPath(branch)}")
                { Status = HttpStatusCode.Conflict };
            }
        }
    }
}
