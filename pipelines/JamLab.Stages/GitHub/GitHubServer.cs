using System.Text.RegularExpressions;

namespace JamLab.Stages.GitHub;

/// <summary>A GitHub: where people look (<paramref name="Web"/>) and where programs ask (<paramref name="Api"/>, ends with a slash).</summary>
public sealed partial record GitHubServer(Uri Web, Uri Api)
{
    public static GitHubServer Public { get; } = ForHost("github.com");

    /// <summary>The addresses of github.com, of a company's own host below ghe.com, or of an Enterprise server, as docs.github.com/en/enterprise-server/rest has them.</summary>
    public static GitHubServer ForHost(string host) => ForWeb(new Uri($"https://{host}/"));

    /// <summary>As <see cref="ForHost"/>, with scheme and port.</summary>
    public static GitHubServer ForWeb(Uri web) => new(web, web.Host is "github.com" || web.Host.EndsWith(".ghe.com", StringComparison.OrdinalIgnoreCase)
        ? new Uri($"https://api.{web.Host}/")
        : new Uri(web, "/api/v3/"));

    /// <summary>Enterprise servers have it beside the version, the others below the root.</summary>
    internal Uri GraphQl => Api.AbsolutePath.EndsWith("/v3/", StringComparison.Ordinal) ? new Uri(Api, "../graphql") : new Uri(Api, "graphql");

    /// <summary>Whether the token may be sent there: the API's own host, and the one that takes releases' files.</summary>
    internal bool Trusts(Uri uri) =>
        (uri.Scheme == Api.Scheme && uri.Authority == Api.Authority)
        || (uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && uri.Host.Equals($"uploads.{Web.Host}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Owner and name, the way GitHub allows them.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
    internal static partial Regex Owner { get; }

    [GeneratedRegex(@"^[A-Za-z0-9._-]+$")]
    internal static partial Regex Repository { get; }
}
