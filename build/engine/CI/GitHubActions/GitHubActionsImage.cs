namespace Nuke.Common.CI.GitHubActions;

/// <summary>The machine a job runs on: one of GitHub's images, or a runner of one's own.</summary>
public enum GitHubActionsImage
{
    WindowsServer2025,
    WindowsServer2022,
    Ubuntu2404,
    Ubuntu2204,
    MacOs15,
    MacOs14,
    WindowsLatest,
    UbuntuLatest,
    MacOsLatest,
    SelfHosted,
}
