namespace Nuke.Common.CI.GitHubActions;

/// <summary>Which submodules the checkout fetches.</summary>
public enum GitHubActionsSubmodules
{
    False,
    True,
    Recursive,
}
