namespace JamLab.Stages.GitHub;

/// <summary>Something that is done on GitHub, and the least that a token must be allowed for it: the permission of fine-grained tokens, Apps and workflows, and the scope of classic tokens.</summary>
public sealed record GitHubNeed(string Action, string Permission, string Classic)
{
    public static GitHubNeed Comment { get; } = new("comment on a pull request", "pull-requests: write", "repo");

    public static GitHubNeed Check { get; } = new("report a check", "checks: write", "none: only Apps and workflows may");

    public static GitHubNeed Deployment { get; } = new("record a deployment", "deployments: write", "repo_deployment");

    public static GitHubNeed Issue { get; } = new("open, update and close an issue", "issues: write", "repo");

    public static GitHubNeed Dispatch { get; } = new("start a workflow", "actions: write", "repo");

    public static GitHubNeed Follow { get; } = new("follow a workflow's run", "actions: read", "repo");

    public static GitHubNeed Cancel { get; } = new("cancel a workflow's run", "actions: write", "repo");

    public static GitHubNeed PullRequest { get; } = new("open and update a pull request", "pull-requests: write", "repo");

    public static GitHubNeed Commit { get; } = new("commit files", "contents: write (files below .github/workflows: also workflows: write)", "repo, workflow");

    public static GitHubNeed Release { get; } = new("publish a release", "contents: write", "repo");

    public static GitHubNeed Environment { get; } = new("set up an environment", "administration: write", "repo");

    public static GitHubNeed EnvironmentSecrets { get; } = new("set secrets and variables of an environment", "environments: write", "repo");

    public static GitHubNeed SyncSecrets { get; } = new("set up an environment with its secrets", "administration: write and environments: write", "repo");

    public static GitHubNeed RepositorySecrets { get; } = new("set secrets of the repository", "secrets: write", "repo");

    public static GitHubNeed RepositoryVariables { get; } = new("set variables of the repository", "variables: write", "repo");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<GitHubNeed> All { get; } =
    [
        Comment, Check, Deployment, Issue, Dispatch, Follow, Cancel, PullRequest, Commit, Release, Environment, EnvironmentSecrets, SyncSecrets, RepositorySecrets, RepositoryVariables,
    ];
}
