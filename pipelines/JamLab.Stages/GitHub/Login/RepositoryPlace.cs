namespace JamLab.Stages.GitHub.Login;

/// <summary>A repository on a GitHub.</summary>
public sealed record RepositoryPlace(GitHubServer Server, string Owner, string Name)
{
    /// <summary>How API paths begin that are about it.</summary>
    internal string Path => $"repos/{Owner}/{Name}";
}
