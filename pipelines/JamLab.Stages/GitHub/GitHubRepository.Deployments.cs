using JamLab.Stages.GitHub.Http;
using Octokit;

namespace JamLab.Stages.GitHub;

public sealed partial class GitHubRepository
{
    // The payload's key by which a deployment is known again whose answer was lost.
    private const string DeploymentKey = "jamlab";

    /// <summary>Records that a commit goes to an environment; nothing is merged, and no checks are waited for.</summary>
    /// <param name="environment">GitHub's environment; made if there is none.</param>
    /// <param name="ref">Branch, tag or hash.</param>
    /// <param name="description">At most 140 characters are kept.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<GitHubDeployment> DeploymentAsync(string environment, string @ref, string description, CancellationToken cancellation)
    {
        var mine = Guid.NewGuid().ToString("N");
        var wanted = new NewDeployment(@ref)
        {
            Environment = environment,
            Description = TextLimit.Characters(description, 140),
            AutoMerge = false,
            RequiredContexts = [],
            Payload = new() { [DeploymentKey] = mine },
        };
        var made = await CreateOnceAsync(
            () => Client(GitHubNeed.Deployment, cancellation).Repository.Deployment.Create(Owner, Name, wanted),
            async () =>
            {
                var recent = await Client(GitHubNeed.Deployment, cancellation).Repository.Deployment.GetAll(Owner, Name, new ApiOptions { PageSize = 30, PageCount = 1 }).ConfigureAwait(false);
                return recent.FirstOrDefault(one => one.Payload?.GetValueOrDefault(DeploymentKey) == mine);
            },
            cancellation).ConfigureAwait(false);
        return new GitHubDeployment(this, made.Id, environment);
    }

    internal async Task StatusAsync(long deployment, GitHubDeploymentState state, string description, Uri? log, Uri? environment, CancellationToken cancellation)
    {
        var wanted = new NewDeploymentStatus(Octokit(state))
        {
            Description = TextLimit.Characters(description, 140),
            LogUrl = log?.ToString(),
            EnvironmentUrl = environment?.ToString(),
            AutoInactive = true,
        };
        var statuses = Client(GitHubNeed.Deployment, cancellation).Repository.Deployment.Status;
        await CreateOnceAsync(
            () => statuses.Create(Owner, Name, deployment, wanted),
            async () => (await statuses.GetAll(Owner, Name, deployment, new ApiOptions { PageSize = 100 }).ConfigureAwait(false)).MaxBy(one => one.Id) is { } last && last.State == Octokit(state) ? last : null,
            cancellation).ConfigureAwait(false);
    }

    private static DeploymentState Octokit(GitHubDeploymentState state) => state switch
    {
        GitHubDeploymentState.Queued => DeploymentState.Queued,
        GitHubDeploymentState.InProgress => DeploymentState.InProgress,
        GitHubDeploymentState.Success => DeploymentState.Success,
        GitHubDeploymentState.Failure => DeploymentState.Failure,
        GitHubDeploymentState.Inactive => DeploymentState.Inactive,
        _ => DeploymentState.Error,
    };
}
