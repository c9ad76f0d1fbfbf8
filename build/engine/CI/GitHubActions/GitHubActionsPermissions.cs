namespace Nuke.Common.CI.GitHubActions;

/// <summary>What the job's token may touch.</summary>
public enum GitHubActionsPermissions
{
    Actions,
    Checks,
    Contents,
    Deployments,
    IdToken,
    Issues,
    Discussions,
    Packages,
    Pages,
    PullRequests,
    RepositoryProjects,
    SecurityEvents,
    Statuses,
}
