using JamLab.Inventory;

namespace JamLab.Stages.GitHub.Http;

/// <summary>Who we are to GitHub.</summary>
internal interface ITokens
{
    ValueTask<Secret> GetAsync(CancellationToken cancellation);

    /// <summary>Says that GitHub did not take this token any more; true when another one can be had.</summary>
    bool Refused(Secret token);

    /// <summary>The name that stands at what we write.</summary>
    Task<string> AuthorAsync(GitHubConnection connection, CancellationToken cancellation);
}
