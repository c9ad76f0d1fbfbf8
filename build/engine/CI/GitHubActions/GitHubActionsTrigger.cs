namespace Nuke.Common.CI.GitHubActions;

/// <summary>Events without details, for <c>On</c>.</summary>
public enum GitHubActionsTrigger
{
    Push,
    PullRequest,
    WorkflowDispatch,
}
