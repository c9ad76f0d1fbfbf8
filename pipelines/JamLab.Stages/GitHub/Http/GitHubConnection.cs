using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Octokit;
using Octokit.Internal;
using Serilog;

namespace JamLab.Stages.GitHub.Http;

/// <summary>Octokit over handlers that know GitHub's limits, redirects and faults, and whose waiting is by <paramref name="time"/>. Partials: what Octokit has no method for.</summary>
internal sealed partial class GitHubConnection : IDisposable
{
    private static readonly ProductHeaderValue Product = new("JamLab", typeof(GitHubConnection).Assembly.GetName().Version!.ToString(2));

    private readonly HttpMessageInvoker _http;

    /// <param name="server">Whom to ask.</param>
    /// <param name="tokens">As whom.</param>
    /// <param name="time">For limits and for waiting.</param>
    /// <param name="log">Told when there is something to wait for.</param>
    /// <param name="chance">Between 0 and 1, so that not all clients come back at once.</param>
    public GitHubConnection(GitHubServer server, ITokens tokens, TimeProvider time, ILogger log, Func<double>? chance = null)
    {
        Server = server;
        var socket = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15), PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        _http = new HttpMessageInvoker(Chain(socket, new TellingHandler(), new LimitHandler(time, log), new FaultHandler(time, chance ?? Random.Shared.NextDouble, log),
            new RedirectHandler(), new TokenHandler(server, tokens), new BufferHandler()));
    }

    public GitHubServer Server { get; }

    /// <summary>Octokit for one purpose: its methods take no token, so each purpose has a client of its own.</summary>
    public GitHubClient Client(GitHubCall call)
    {
        var connection = new Connection(Product, Server.Api, new InMemoryCredentialStore(Credentials.Anonymous), new OctokitHttp(_http, call), new OctokitJson());
        if (call.Kept is { } kept)
            connection.ResponseCache = kept;
        return new GitHubClient(connection);
    }

    public void Dispose() => _http.Dispose();

    private static HttpMessageHandler Chain(HttpMessageHandler innermost, params DelegatingHandler[] outer)
    {
        foreach (var handler in outer.Reverse())
        {
            handler.InnerHandler = innermost;
            innermost = handler;
        }

        return innermost;
    }
}
