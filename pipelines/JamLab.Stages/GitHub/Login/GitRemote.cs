using System.Text.RegularExpressions;

namespace JamLab.Stages.GitHub.Login;

/// <summary>What a git remote's URL says about the repository: https, ssh and the scp-like form, with or without user, port and <c>.git</c>.</summary>
internal static partial class GitRemote
{
    /// <summary>Null when it is no URL of a repository on a GitHub, for example a folder.</summary>
    public static RepositoryPlace? Parse(string url)
    {
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "ssh" or "git")
            return Place(uri.Host, uri.AbsolutePath, uri is { Scheme: "https", IsDefaultPort: false } ? uri.Port : null);
        return ScpLike.Match(url) is { Success: true } match ? Place(match.Groups["host"].Value, match.Groups["path"].Value, null) : null;
    }

    private static RepositoryPlace? Place(string host, string path, int? port)
    {
        // ssh.github.com serves SSH on port 443 for github.com.
        host = host.Equals("ssh.github.com", StringComparison.OrdinalIgnoreCase) || host.Equals("www.github.com", StringComparison.OrdinalIgnoreCase) ? "github.com" : host.ToLowerInvariant();
        path = path.Trim('/');
        if (path.EndsWith(".git", StringComparison.Ordinal))
            path = path[..^4];
        return path.Split('/') is [var owner, var name] && GitHubServer.Owner.IsMatch(owner) && GitHubServer.Repository.IsMatch(name)
            ? new RepositoryPlace(GitHubServer.ForHost(port is null ? host : $"{host}:{port}"), owner, name)
            : null;
    }

    [GeneratedRegex(@"^(?:[^@/\s]+@)?(?<host>[A-Za-z0-9][A-Za-z0-9.-]+):(?<path>(?!/)\S+)$")]
    private static partial Regex ScpLike { get; }
}
