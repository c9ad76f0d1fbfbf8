using System.Globalization;
using System.Net;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.GitHub.Http;
using JamLab.Stages.GitHub.Runs;

namespace JamLab.Stages.GitHub;

public sealed partial class GitHubRepository
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
    private static readonly StartedRun Unnamed = new(0, "");

    /// <summary>Starts a workflow that has <c>workflow_dispatch</c>, and returns the very run that it became.</summary>
    /// <param name="workflow">The file's name, for example <c>apply.yml</c>.</param>
    /// <param name="ref">Branch or tag; null for the default branch.</param>
    /// <param name="inputs">At most 25; what is left out has the workflow's default.</param>
    /// <param name="cancellation">Ends waiting, not the run.</param>
    public async Task<StartedRun> DispatchAsync(string workflow, string? @ref, IReadOnlyDictionary<string, string> inputs, CancellationToken cancellation)
    {
        if (inputs.Count > 25)
            throw new DiagnosticException("JAM1106", $"{inputs.Count} inputs were given for {workflow}, and GitHub takes 25", "leave those out whose defaults will do");
        if (workflow.Length == 0 || !workflow.All(c => char.IsAsciiLetterOrDigit(c) || "._-".Contains(c, StringComparison.Ordinal)))
            throw new DiagnosticException("JAM1107", $"'{workflow}' is no name of a workflow's file", "name the file below .github/workflows, for example apply.yml");
        var call = new GitHubCall(GitHubNeed.Dispatch, cancellation);
        @ref ??= (await _connection.GetAsync(call, _place.Path, GitHubJson.Default.RepositoryAnswer).ConfigureAwait(false)).DefaultBranch;
        var before = await DispatchedAsync(workflow, cancellation).ConfigureAwait(false);
        // Only the dispatch itself is in here: a look that fails afterwards must not start another run.
        var started = await CreateOnceAsync(() => DispatchOnceAsync(call, workflow, @ref, inputs), AwaitedAsync, cancellation).ConfigureAwait(false);
        return started != Unnamed ? started : await AwaitedAsync().ConfigureAwait(false)
            ?? throw new GitHubException($"{workflow} was started, but its run does not show up", $"look at {Page}/actions");

        async Task<StartedRun?> AwaitedAsync() => await NewRunAsync(workflow, @ref, before, cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks a run to end; one that has ended stays as it is.</summary>
    public async Task CancelAsync(StartedRun run, CancellationToken cancellation)
    {
        try
        {
            await _connection.SendAsync(new GitHubCall(GitHubNeed.Cancel, cancellation) { Repetition = Repetition.Always }, HttpMethod.Post, new Uri(Path($"actions/runs/{run.Id}/cancel"), UriKind.Relative), "").ConfigureAwait(false);
        }
        catch (GitHubException ended) when (ended.Status == HttpStatusCode.Conflict)
        {
        }
    }

    // github.com names the run since February 2026 when it is asked to; Enterprise servers before that refuse the question or answer with nothing.
    private async Task<StartedRun> DispatchOnceAsync(GitHubCall call, string workflow, string @ref, IReadOnlyDictionary<string, string> inputs)
    {
        var path = Path($"actions/workflows/{workflow}/dispatches");
        var request = new DispatchRequest(@ref, inputs) { ReturnRunDetails = true };
        string answer;
        try
        {
            answer = await _connection.SendAsync(call, HttpMethod.Post, path, request, GitHubJson.Default.DispatchRequest).ConfigureAwait(false);
        }
        catch (GitHubException older) when (older.Status is HttpStatusCode.UnprocessableContent or HttpStatusCode.BadRequest && older.Message.Contains("return_run_details", StringComparison.Ordinal))
        {
            answer = await _connection.SendAsync(call, HttpMethod.Post, path, request with { ReturnRunDetails = null }, GitHubJson.Default.DispatchRequest).ConfigureAwait(false);
        }

        return answer.Length > 2 && GitHubConnection.Read(answer, GitHubJson.Default.DispatchAnswer) is { WorkflowRunId: > 0 } named
            ? new StartedRun(named.WorkflowRunId, named.HtmlUrl ?? $"{Page}/actions/runs/{named.WorkflowRunId}")
            : Unnamed;
    }

    /// <summary>The run of ours that was not there before. Two looks must see the same one, since somebody with our name may have started one at the same moment.</summary>
    private async Task<StartedRun?> NewRunAsync(string workflow, string @ref, IReadOnlyList<RunAnswer> before, CancellationToken cancellation)
    {
        var known = before.Select(run => run.Id).ToHashSet();
        var head = (await _connection.FindAsync(new GitHubCall(GitHubNeed.Dispatch, cancellation), Path($"commits/{Uri.EscapeDataString(@ref)}"), GitHubJson.Default.CommitAnswer).ConfigureAwait(false))?.Sha;
        RunAnswer? seen = null;
        for (var look = 0; look < 15; look++)
        {
            if (look > 0)
                await Task.Delay(Between, _time, cancellation).ConfigureAwait(false);
            var found = (await DispatchedAsync(workflow, cancellation).ConfigureAwait(false)).Where(run => !known.Contains(run.Id) && (head is null || run.HeadSha == head)).ToList();
            if (found.Count > 1)
            {
                throw new GitHubException($"{found.Count} runs of {workflow} were started in this account's name at the same moment, and which is this one cannot be told: {string.Join(" ", found.Select(run => run.HtmlUrl))}",
                    "look at them; none was stopped");
            }

            if (found is [var one])
            {
                if (seen?.Id == one.Id)
                    return new StartedRun(one.Id, one.HtmlUrl);
                seen = one;
            }
        }

        return null;
    }

    // The newest hundred that were started by hand and by us: a run that is new is among them.
    private async Task<IReadOnlyList<RunAnswer>> DispatchedAsync(string workflow, CancellationToken cancellation)
    {
        var actor = await AuthorAsync(cancellation).ConfigureAwait(false);
        var path = string.Create(CultureInfo.InvariantCulture, $"actions/workflows/{workflow}/runs?event=workflow_dispatch&actor={Uri.EscapeDataString(actor)}&per_page=100");
        var page = await _connection.GetAsync(new GitHubCall(GitHubNeed.Dispatch, cancellation), Path(path), GitHubJson.Default.RunPage).ConfigureAwait(false);
        // Filters may be left out of account, so they are applied here too.
        return [.. page.WorkflowRuns.Where(run => run.Event == "workflow_dispatch" && string.Equals(run.Actor?.Login, actor, StringComparison.OrdinalIgnoreCase))];
    }
}
