namespace JamLab.Stages.GitHub;

/// <summary>A deployment on its way; its statuses are shown on the environment's page.</summary>
public sealed class GitHubDeployment
{
    private readonly GitHubRepository _repository;

    internal GitHubDeployment(GitHubRepository repository, long id, string environment) => (_repository, Id, Environment) = (repository, id, environment);

    public long Id { get; }

    public string Environment { get; }

    /// <summary>Tells how it stands; a success makes the environment's earlier deployments inactive.</summary>
    public Task StatusAsync(GitHubDeploymentState state, Uri? log, Uri? environment, CancellationToken cancellation, string description = "") =>
        _repository.StatusAsync(Id, state, description, log, environment, cancellation);
}

/// <summary>How a deployment stands.</summary>
public enum GitHubDeploymentState
{
    Queued,
    InProgress,
    Success,
    Failure,
    Error,
    Inactive,
}
