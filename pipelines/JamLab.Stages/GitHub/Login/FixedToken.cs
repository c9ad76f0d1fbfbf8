using System.Net;
using JamLab.Inventory;
using JamLab.Stages.GitHub.Http;

namespace JamLab.Stages.GitHub.Login;

/// <summary>A token that somebody gave us: a person's, or a workflow's.</summary>
internal sealed class FixedToken(Secret token) : ITokens
{
    public ValueTask<Secret> GetAsync(CancellationToken cancellation) => ValueTask.FromResult(token);

    public bool Refused(Secret token) => false;

    public async Task<string> AuthorAsync(GitHubConnection connection, CancellationToken cancellation)
    {
        var call = new GitHubCall(new GitHubNeed("ask whose token it is", "none", "none"), cancellation) { Repetition = Repetition.Always };
        try
        {
            return (await connection.Client(call).User.Current().ConfigureAwait(false)).Login;
        }
        catch (GitHubException notAPerson) when (notAPerson.Status == HttpStatusCode.Forbidden)
        {
            // A workflow's token, or one that an App has lent: only GraphQL tells it who it is.
            var answer = await connection.SendAsync(call, HttpMethod.Post, connection.Server.GraphQl, "{\"query\":\"query { viewer { login } }\"}").ConfigureAwait(false);
            return GitHubConnection.Read(answer, GitHubJson.Default.ViewerAnswer).Data?.Viewer?.Login
                ?? throw new GitHubException("GitHub does not say whose token it is", "use a workflow's GITHUB_TOKEN, a person's token, or an App's id and key");
        }
    }
}

/// <summary>GraphQL's answer to the question who asks.</summary>
internal sealed record ViewerAnswer(ViewerData? Data);

internal sealed record ViewerData(Viewer? Viewer);

internal sealed record Viewer(string Login);
