using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.GitHub.Http;
using JamLab.Stages.Processes;
using Serilog;

namespace JamLab.Stages.GitHub.Login;

/// <summary>
/// Finds out which repository is meant and as whom to speak: GITHUB_TOKEN or GH_TOKEN, an App (JAMLAB_GITHUB_APP_ID), or what <c>gh</c> is logged in with,
/// in this order; within a workflow everything is in the environment.
/// </summary>
/// <param name="root">A folder of the repository, whose remote <c>origin</c> tells where it is.</param>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="time">For tokens that end.</param>
/// <param name="log">Told of waits.</param>
public sealed class GitHubLogin(string root, Func<string, string?> variable, TimeProvider time, ILogger log)
{
    private const string AppId = "JAMLAB_GITHUB_APP_ID";
    private const string AppKey = "JAMLAB_GITHUB_APP_KEY";
    private const string AppKeyFile = "JAMLAB_GITHUB_APP_KEY_FILE";

    /// <summary>The repository, ready to be asked.</summary>
    /// <param name="need">What it is for: a message about a missing token names the least that it must be allowed.</param>
    /// <param name="cancellation">Ends looking.</param>
    /// <exception cref="DiagnosticException">No repository or no token is known.</exception>
    public async Task<GitHubRepository> OpenAsync(GitHubNeed need, CancellationToken cancellation)
    {
        var place = await PlaceAsync(cancellation).ConfigureAwait(false);
        var tokens = await TokensAsync(place, need, cancellation).ConfigureAwait(false);
        return new GitHubRepository(place, new GitHubConnection(place.Server, tokens, time, log), tokens, time);
    }

    /// <summary>Which repository, on which server: GITHUB_REPOSITORY, GITHUB_SERVER_URL and GITHUB_API_URL before the remote <c>origin</c>.</summary>
    public async Task<RepositoryPlace> PlaceAsync(CancellationToken cancellation)
    {
        var named = Set("GITHUB_REPOSITORY");
        var remote = named is null || Set("GITHUB_SERVER_URL") is null ? await OriginAsync(cancellation).ConfigureAwait(false) : null;
        var server = Set("GITHUB_SERVER_URL") is { } web ? GitHubServer.ForWeb(Address("GITHUB_SERVER_URL", web)) : remote?.Server ?? GitHubServer.Public;
        if (Set("GITHUB_API_URL") is { } api)
            server = server with { Api = Address("GITHUB_API_URL", api) };
        if (named is null)
        {
            return remote is null
                ? throw new DiagnosticException("JAM1101", $"which repository on GitHub is meant is not known: GITHUB_REPOSITORY is not set, and {root} has no remote 'origin' that GitHub could be",
                    "set GITHUB_REPOSITORY=owner/name, or `git remote add origin https://github.com/owner/name.git`")
                : remote with { Server = server };
        }

        return named.Split('/') is [var owner, var name] && GitHubServer.Owner.IsMatch(owner) && GitHubServer.Repository.IsMatch(name)
            ? new RepositoryPlace(server, owner, name)
            : throw new DiagnosticException("JAM1102", $"GITHUB_REPOSITORY is '{named}'", "write it as owner/name, for example octocat/lab");
    }

    private async Task<RepositoryPlace?> OriginAsync(CancellationToken cancellation)
    {
        if (Find("git") is not { } git)
            return null;
        var asked = await new ProcessRunner(log).TryRunAsync(new ToolCommand(git, "remote", "get-url", "origin") { WorkingDirectory = root }, cancellation).ConfigureAwait(false);
        return asked.ExitCode == 0 ? GitRemote.Parse(asked.Output.Trim()) : null;
    }

    private async Task<ITokens> TokensAsync(RepositoryPlace place, GitHubNeed need, CancellationToken cancellation)
    {
        // As gh does it: who has both tokens means these for the Enterprise server.
        var enterprise = place.Server.Api.Host.StartsWith("api.", StringComparison.Ordinal) ? null : Set("GH_ENTERPRISE_TOKEN") ?? Set("GITHUB_ENTERPRISE_TOKEN");
        if ((enterprise ?? Set("GITHUB_TOKEN") ?? Set("GH_TOKEN")) is { } token)
            return new FixedToken(new Secret(token.Trim()));
        if (Set(AppId) is { } app)
            return new AppTokens(place, new AppKey(app.Trim(), Key()), time, log);
        if (await FromGhAsync(place.Server, cancellation).ConfigureAwait(false) is { } lent)
            return new FixedToken(lent);
        throw new DiagnosticException("JAM1103", $"there is no token for {place.Server.Web.Host}, to {need.Action} of {place.Owner}/{place.Name}",
            $"set GITHUB_TOKEN to a token with {need.Permission} (a classic one: {need.Classic}), run `gh auth login{(place.Server.Web.Host == "github.com" ? "" : $" --hostname {place.Server.Web.Host}")}`, or set {AppId} and {AppKeyFile}");
    }

    private Secret Key()
    {
        if (Set(AppKey) is { } pem)
            return new Secret(pem);
        if (Set(AppKeyFile) is not { } file)
            throw new DiagnosticException("JAM1104", $"{AppId} is set, but the App's private key is not known", $"set {AppKeyFile} to the PEM file that GitHub gave when the key was made, or {AppKey} to its text");
        var path = Path.Combine(root, file);
        return File.Exists(path)
            ? new Secret(File.ReadAllText(path))
            : throw new DiagnosticException("JAM1104", $"{AppKeyFile} names {file}, which does not exist", "name the PEM file that GitHub gave when the key was made");
    }

    private async Task<Secret?> FromGhAsync(GitHubServer server, CancellationToken cancellation)
    {
        if (Find("gh") is not { } gh)
            return null;
        var asked = await new ProcessRunner(log).TryRunAsync(new ToolCommand(gh, "auth", "token", "--hostname", server.Web.Host) { WorkingDirectory = root }, cancellation).ConfigureAwait(false);
        return asked.ExitCode == 0 && asked.Output.Trim() is { Length: > 0 } token ? new Secret(token) : null;
    }

    private string? Find(string program) => Programs.Find(program, Programs.Folders(variable("PATH")));

    private string? Set(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    // The token goes there: nothing but https, except to this computer.
    private static Uri Address(string name, string value) =>
        Uri.TryCreate(value.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) && uri.UserInfo.Length == 0
            ? uri
            : throw new DiagnosticException("JAM1105", $"{name} is '{value}'", "write the address with https://, for example https://github.example.com");
}
