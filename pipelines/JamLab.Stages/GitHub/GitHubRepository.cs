using System.Net;
using JamLab.Stages.GitHub.Http;
using JamLab.Stages.GitHub.Login;
using Octokit;

namespace JamLab.Stages.GitHub;

/// <summary>One repository on GitHub and what JamLab keeps there. What is written is found again and updated in place; a second writing of the same changes nothing. Partials follow the subjects.</summary>
public sealed partial class GitHubRepository : IDisposable
{
    /// <summary>How many characters GitHub takes for the body of a comment, an issue or a pull request.</summary>
    public const int BodyLimit = 65_536;

    private readonly RepositoryPlace _place;
    private readonly GitHubConnection _connection;
    private readonly ITokens _tokens;
    private readonly TimeProvider _time;
    private string? _author;

    internal GitHubRepository(RepositoryPlace place, GitHubConnection connection, ITokens tokens, TimeProvider time) =>
        (_place, _connection, _tokens, _time) = (place, connection, tokens, time);

    /// <summary>The repository's page.</summary>
    public Uri Page => new(_place.Server.Web, $"{_place.Owner}/{_place.Name}");

    private string Owner => _place.Owner;

    private string Name => _place.Name;

    public void Dispose()
    {
        _connection.Dispose();
        (_tokens as IDisposable)?.Dispose();
    }

    private GitHubClient Client(GitHubNeed need, CancellationToken cancellation, Repetition repetition = Repetition.ByMethod) =>
        _connection.Client(new GitHubCall(need, cancellation) { Repetition = repetition });

    private string Path(string rest) => $"{_place.Path}/{rest}";

    /// <summary>Each part escaped; the slashes of a branch or a file stay.</summary>
    private static string EscapedPath(string path) => Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal);

    private async Task<string> AuthorAsync(CancellationToken cancellation) => _author ??= await _tokens.AuthorAsync(_connection, cancellation).ConfigureAwait(false);

    private async Task<bool> IsOursAsync(string? login, CancellationToken cancellation) =>
        string.Equals(login, await AuthorAsync(cancellation).ConfigureAwait(false), StringComparison.OrdinalIgnoreCase);

    /// <summary>Makes something once: when the answer was lost, looks whether it came through before it is asked for again.</summary>
    private async Task<T> CreateOnceAsync<T>(Func<Task<T>> create, Func<Task<T?>> find, CancellationToken cancellation)
        where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await create().ConfigureAwait(false);
            }
            catch (GitHubException lost) when (lost.IsUncertain && attempt < 4)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt * 2), _time, cancellation).ConfigureAwait(false);
                if (await find().ConfigureAwait(false) is { } found)
                    return found;
            }
        }
    }

    private static async Task<T?> MaybeAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (GitHubException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static bool SameText(string? one, string? other) => (one ?? "").ReplaceLineEndings("\n").Trim() == (other ?? "").ReplaceLineEndings("\n").Trim();

    private static void CheckLength(string body, string what)
    {
        if (body.Length > BodyLimit)
            throw new GitHubException($"{what} would have {body.Length} characters, and GitHub takes {BodyLimit}", "cut it, and keep the whole as an artifact");
    }
}
