using JamLab.Inventory;
using JamLab.Stages.GitHub.Environments;
using JamLab.Stages.GitHub.Login;
using JamLab.Stages.GitHub.Runs;
using Serilog;

namespace JamLab.Stages.GitHub;

/// <summary>What targets do on GitHub: one method each. Nothing of Octokit is loaded before one of them is called.</summary>
/// <param name="root">The repository's folder.</param>
/// <param name="variable">Reads an environment variable.</param>
/// <param name="time">For limits and for waiting.</param>
/// <param name="log">Shows a followed run, and what is waited for.</param>
public sealed class GitHubStage(string root, Func<string, string?> variable, TimeProvider time, ILogger log)
{
    /// <summary>The repository that is meant, logged in to; what for decides what a missing token's message asks for.</summary>
    public Task<GitHubRepository> OpenAsync(GitHubNeed need, CancellationToken cancellation) => new GitHubLogin(root, variable, time, log).OpenAsync(need, cancellation);

    /// <summary>Starts a workflow, and with <paramref name="follow"/> shows its jobs and steps until it ends; returns how it went.</summary>
    /// <param name="workflow">The file's name, with or without <c>.yml</c>.</param>
    /// <param name="ref">Branch or tag; null for the default branch.</param>
    /// <param name="inputs">The workflow's inputs.</param>
    /// <param name="follow">Waits for the end.</param>
    /// <param name="cancellation">Ends following; the run goes on.</param>
    /// <exception cref="StageException">It was followed and did not succeed.</exception>
    public async Task<string> DispatchAsync(string workflow, string? @ref, IReadOnlyDictionary<string, string> inputs, bool follow, CancellationToken cancellation)
    {
        if (!workflow.Contains('.', StringComparison.Ordinal))
            workflow += ".yml";
        using var repository = await OpenAsync(GitHubNeed.Dispatch, cancellation).ConfigureAwait(false);
        var run = await repository.DispatchAsync(workflow, @ref, inputs, cancellation).ConfigureAwait(false);
        log.Information("{Workflow:l} runs at {Page:l}", workflow, run.Page);
        return follow ? await FollowAsync(repository, workflow, run, cancellation).ConfigureAwait(false) : $"started {run.Page}";
    }

    /// <summary>Sets an environment's secrets, made with its approvers when there is none; returns what was written and what is there besides.</summary>
    /// <param name="environment">GitHub's environment.</param>
    /// <param name="secrets">By the names they have on GitHub.</param>
    /// <param name="approvers">Logins and <c>organisation/team</c>; null leaves those that are there.</param>
    /// <param name="branches">From where it may be deployed; null leaves that as it is.</param>
    /// <param name="cancellation">Ends waiting.</param>
    public async Task<string> SyncSecretsAsync(string environment, IReadOnlyDictionary<string, Secret> secrets, IReadOnlyList<string>? approvers, BranchPolicy? branches, CancellationToken cancellation)
    {
        using var repository = await OpenAsync(GitHubNeed.SyncSecrets, cancellation).ConfigureAwait(false);
        var made = await repository.EnvironmentAsync(environment, approvers, branches, cancellation).ConfigureAwait(false);
        if (made.Kind is WriteKind.Created or WriteKind.Updated)
            log.Information("Environment {Environment:l} {Kind:l}", environment, made.Kind == WriteKind.Created ? "created" : "updated");
        var synced = await repository.SecretsAsync(environment, secrets, cancellation).ConfigureAwait(false);
        foreach (var other in synced.Others)
            log.Warning("{Environment:l} has a secret {Name:l} that is not ours; delete it on {Page:l} if nobody needs it", environment, other, made.Url);
        return synced.Written.Count == 0 ? "no secrets to write" : $"wrote {string.Join(' ', synced.Written)} to environment '{environment}'";
    }

    private async Task<string> FollowAsync(GitHubRepository repository, string workflow, StartedRun run, CancellationToken cancellation)
    {
        RunEvent? last = null;
        try
        {
            await foreach (var happened in repository.FollowAsync(run, cancellation).ConfigureAwait(false))
            {
                Show(happened);
                last = happened;
            }
        }
        catch (OperationCanceledException)
        {
            log.Information("The run goes on: {Page:l}", run.Page);
            throw;
        }

        var ended = RunLines.Line(last!);
        return last!.IsFailure ? throw new StageException($"{workflow}: {ended}", $"look at {run.Page}; its failed jobs can be run again there") : ended;
    }

    private void Show(RunEvent happened)
    {
        if (happened is { Step: null, IsFailure: true })
            log.Error("{Line:l}", RunLines.Line(happened));
        else
            log.Information("{Line:l}", RunLines.Line(happened));
        foreach (var line in happened.Log is { } text ? RunLines.Tail(text) : [])
            log.Information("{Line:l}", line);
    }
}
