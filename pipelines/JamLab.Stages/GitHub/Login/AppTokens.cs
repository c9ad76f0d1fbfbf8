using JamLab.Inventory;
using JamLab.Stages.GitHub.Http;
using Serilog;

namespace JamLab.Stages.GitHub.Login;

/// <summary>An App where it is installed: tokens of one hour, renewed five minutes before their end, or when GitHub takes one no more.</summary>
internal sealed class AppTokens : ITokens, IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly RepositoryPlace _place;
    private readonly TimeProvider _time;
    private readonly AppNotes _notes;
    private readonly GitHubConnection _app;
    private readonly SemaphoreSlim _one = new(1, 1);
    private (Secret Token, DateTimeOffset Made, DateTimeOffset Ends)? _current;

    public AppTokens(RepositoryPlace place, AppKey key, TimeProvider time, ILogger log)
    {
        (_place, _time, _notes) = (place, time, new AppNotes(key, time));
        _app = new GitHubConnection(place.Server, _notes, time, log);
    }

    /// <summary>What asking about the App itself is for, in messages.</summary>
    public static GitHubCall Call(CancellationToken cancellation) =>
        new(new GitHubNeed("log in as an App", "that the App is installed in the repository", "none"), cancellation) { Repetition = Repetition.Always };

    public async ValueTask<Secret> GetAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_current is not { } current || current.Ends - Margin <= _time.GetUtcNow())
            {
                var apps = _app.Client(Call(cancellation)).GitHubApps;
                var installation = await apps.GetRepositoryInstallationForCurrent(_place.Owner, _place.Name).ConfigureAwait(false);
                var made = await apps.CreateInstallationToken(installation.Id).ConfigureAwait(false);
                _current = current = (new Secret(made.Token), _time.GetUtcNow(), made.ExpiresAt);
            }

            return current.Token;
        }
        finally
        {
            _one.Release();
        }
    }

    // A fresh one that is refused means that the App is not allowed in.
    public bool Refused(Secret token)
    {
        if (_current is not { } current || !current.Token.Equals(token))
            return true;
        if (_time.GetUtcNow() - current.Made < Fresh)
            return false;
        _current = null;
        return true;
    }

    public Task<string> AuthorAsync(GitHubConnection connection, CancellationToken cancellation) => _notes.AuthorAsync(_app, cancellation);

    public void Dispose()
    {
        _app.Dispose();
        _one.Dispose();
    }
}
