namespace Nuke.Common.CI.GitHubActions;

/// <summary>A workflow of this build, written to <c>.github/workflows/&lt;name&gt;.yml</c>: one job an image, all alike.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class GitHubActionsAttribute(string name, GitHubActionsImage image, params GitHubActionsImage[] images) : Attribute
{
    public string Name { get; } = name;

    public IReadOnlyList<GitHubActionsImage> Images { get; } = [image, .. images];

    /// <summary>False leaves the file alone; it is then the user's.</summary>
    public bool AutoGenerate { get; set; } = true;

    /// <summary>Events in their short form; not together with the detailed <c>On...</c> properties.</summary>
    public GitHubActionsTrigger[] On { get; set; } = [];

    public string[] OnPushBranches { get; set; } = [];

    public string[] OnPushBranchesIgnore { get; set; } = [];

    public string[] OnPushTags { get; set; } = [];

    public string[] OnPushTagsIgnore { get; set; } = [];

    public string[] OnPushIncludePaths { get; set; } = [];

    /// <summary>Written as <c>!glob</c> behind the included ones, since GitHub knows only one of <c>paths</c> and <c>paths-ignore</c>.</summary>
    public string[] OnPushExcludePaths { get; set; } = [];

    public string[] OnPullRequestBranches { get; set; } = [];

    public string[] OnPullRequestTags { get; set; } = [];

    public string[] OnPullRequestIncludePaths { get; set; } = [];

    public string[] OnPullRequestExcludePaths { get; set; } = [];

    /// <summary>Parameters of the build that the form asks for and that may stay empty.</summary>
    public string[] OnWorkflowDispatchOptionalInputs { get; set; } = [];

    public string[] OnWorkflowDispatchRequiredInputs { get; set; } = [];

    /// <summary>Five fields, UTC.</summary>
    public string? OnCronSchedule { get; set; }

    /// <summary>Parameters that get their value from the secret of the same name: <c>VaultPassword</c> from <c>VAULT_PASSWORD</c>.</summary>
    public string[] ImportSecrets { get; set; } = [];

    /// <summary>Passes the job's token as <c>GITHUB_TOKEN</c>.</summary>
    public bool EnableGitHubToken { get; set; }

    /// <summary>With either of the two, the token may do nothing else.</summary>
    public GitHubActionsPermissions[] WritePermissions { get; set; } = [];

    public GitHubActionsPermissions[] ReadPermissions { get; set; } = [];

    public string[] CacheIncludePatterns { get; set; } = [".nuke/temp", "~/.nuget/packages"];

    public string[] CacheExcludePatterns { get; set; } = [];

    /// <summary>The cache is made anew when one of these files changes; none: no cache.</summary>
    public string[] CacheKeyFiles { get; set; } = ["**/global.json", "**/*.csproj", "**/Directory.Packages.props"];

    /// <summary>Uploads what the targets declare with <c>Produces</c>.</summary>
    public bool PublishArtifacts { get; set; } = true;

    /// <summary>An expression: <c>always()</c> uploads after a failure, too.</summary>
    public string? PublishCondition { get; set; }

    /// <summary>0 leaves GitHub's 360.</summary>
    public int TimeoutMinutes { get; set; }

    public string? EnvironmentName { get; set; }

    public string? EnvironmentUrl { get; set; }

    public string? ConcurrencyGroup { get; set; }

    public bool ConcurrencyCancelInProgress { get; set; }

    public string? JobConcurrencyGroup { get; set; }

    public bool JobConcurrencyCancelInProgress { get; set; }

    public string[] InvokedTargets { get; set; } = [];

    public GitHubActionsSubmodules Submodules { get; set; }

    public bool Lfs { get; set; }

    /// <summary>0 fetches the whole history; not set: the last commit.</summary>
    public uint FetchDepth
    {
        get => FetchDepthOrNull ?? 1;
        set => FetchDepthOrNull = value;
    }

    /// <summary>False keeps the checkout from logging its progress.</summary>
    public bool Progress { get; set; } = true;

    /// <summary>A partial clone: <c>blob:none</c>, <c>tree:0</c>.</summary>
    public string? Filter { get; set; }

    internal uint? FetchDepthOrNull { get; private set; }
}
