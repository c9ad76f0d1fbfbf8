using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;

namespace JamLab.Stages.Services.Nomad.Running;

public sealed partial class NomadRuntime
{
    private const int ShownAllocations = 3;
    private const int ShownEvents = 5;
    private const int ShownLogLines = 10;

    private async Task<NomadDeploymentException> FailedAsync(Watch watch, NomadDeployment deployment)
    {
        var job = watch.Job;
        var description = Clean(deployment.StatusDescription) ?? deployment.Status;
        if (deployment.Status == "cancelled")
        {
            return new NomadDeploymentException($"the deployment of {job.Id} was cancelled: {description}", description.Contains("newer version", StringComparison.Ordinal)
                ? "somebody else deployed it at the same time: run again, and this version is planned against theirs"
                : "somebody stopped it: run again to start it");
        }

        var allocations = await client.FindAsync<List<Allocation>>($"/v1/deployment/allocations/{deployment.ID}", watch.Outer).ConfigureAwait(false) ?? [];
        var detail = await BrokenAsync(allocations, watch.Outer).ConfigureAwait(false);
        var problem = $"version {deployment.JobVersion} of {job.Id} does not run: {description}";
        if (ReturnedTo().Match(description) is not { Success: true } back)
            return new NomadDeploymentException(problem, Lines(detail, "Nomad runs what is left of both versions; mend it and deploy again, or go back with Rollback"));

        var version = long.Parse(back.Groups["version"].Value);
        watch.Tell(description);
        var end = await ReturnedAsync(watch, deployment).ConfigureAwait(false);
        return new NomadDeploymentException(problem, Lines(detail, end switch
        {
            null => $"Nomad is still on its way back to version {version}: Status tells",
            { Status: "successful" } => $"version {version} runs again",
            _ => $"going back to version {version} failed as well: {Clean(end.StatusDescription)}",
        }))
        {
            RevertedTo = end?.Status == "successful" ? version : null,
        };
    }

    // The way back is a deployment of its own, made when the failed one ended; null when time is over before it is.
    private async Task<NomadDeployment?> ReturnedAsync(Watch watch, NomadDeployment failed)
    {
        try
        {
            await foreach (var all in client.WatchAsync<List<NomadDeployment>>($"{PathOf(watch.Job.Id)}/deployments", watch.Token).ConfigureAwait(false))
            {
                if (all.Where(one => one.CreateIndex > failed.CreateIndex).MaxBy(one => one.CreateIndex) is not { } back)
                    continue;
                watch.Tell($"going back: {State(back)}");
                if (back.IsOver)
                    return back;
            }
        }
        catch (OperationCanceledException) when (!watch.Outer.IsCancellationRequested)
        {
            // The failure is to be told, not that its end was not seen.
        }

        return null;
    }

    private async Task<NomadDeploymentException> LateAsync(NomadJob job, CancellationToken cancellation)
    {
        var evaluations = await client.FindAsync<List<Evaluation>>($"{PathOf(job.Id)}/evaluations", cancellation).ConfigureAwait(false) ?? [];
        var unplaced = evaluations.SelectMany(one => PlacementWords.Of(one.FailedTGAllocs)).Distinct().ToList();
        var allocations = await client.FindAsync<List<Allocation>>($"{PathOf(job.Id)}/allocations", cancellation).ConfigureAwait(false) ?? [];
        var broken = await BrokenAsync(allocations, cancellation).ConfigureAwait(false);
        return new NomadDeploymentException(
            $"{job.Id} is not healthy after {job.Limit.TotalSeconds:0} s: {allocations.Count(one => one.IsHealthy)} instances run",
            Lines([.. unplaced, .. broken], unplaced.Count > 0 ? "Nomad starts the rest as soon as a node fits: give the nodes more, or the service less" : "Nomad goes on trying; Status tells"));
    }

    private async Task<IReadOnlyList<string>> BrokenAsync(IReadOnlyList<Allocation> allocations, CancellationToken cancellation)
    {
        var broken = allocations.Where(one => one.IsBroken).OrderBy(one => one.Name, StringComparer.Ordinal).ToList();
        var lines = new List<string>();
        foreach (var allocation in broken.Take(ShownAllocations))
            lines.AddRange(await StoryAsync(allocation, cancellation).ConfigureAwait(false));
        if (broken.Count > ShownAllocations)
            lines.Add($"and {broken.Count - ShownAllocations} more like these");
        return lines;
    }

    private async Task<IReadOnlyList<string>> StoryAsync(Allocation allocation, CancellationToken cancellation)
    {
        var lines = new List<string> { $"{allocation.Name} on {allocation.NodeName ?? allocation.NodeID}: {allocation.ClientStatus}{(allocation.ClientDescription is { Length: > 0 } why ? $", {Clean(why)}" : "")}" };
        foreach (var (task, state) in (allocation.TaskStates ?? new Dictionary<string, TaskState>()).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            lines.AddRange((state.Events ?? []).TakeLast(ShownEvents).Select(one => $"  {one.Type}: {Clean(one.DisplayMessage ?? one.Message)}"));
            var log = await LogAsync(allocation.ID, task, "stderr", cancellation).ConfigureAwait(false);
            if (log.Count == 0)
                log = await LogAsync(allocation.ID, task, "stdout", cancellation).ConfigureAwait(false);
            lines.AddRange(log.Select(line => $"  | {line}"));
        }

        return lines;
    }

    // The end of a task's log, whole lines; a log that cannot be read is said to be so, and is no reason to hide the failure itself.
    private async Task<IReadOnlyList<string>> LogAsync(string allocation, string task, string stream, CancellationToken cancellation)
    {
        try
        {
            var path = $"/v1/client/fs/logs/{allocation}?task={Uri.EscapeDataString(task)}&type={stream}&plain=true&origin=end&offset=8000";
            var answer = await client.AskAsync(new NomadRequest(HttpMethod.Get, path), cancellation).ConfigureAwait(false);
            var lines = (Clean(answer.Body) ?? "").Split('\n').Select(line => new StringBuilder(line.TrimEnd()).Replace("\t", "    ").ToString()).Where(line => line.Length > 0).TakeLast(ShownLogLines);
            return [.. lines.Select(line => new string([.. line.Where(one => !char.IsControl(one))]))];
        }
        catch (NomadAnswerException missing) when (missing.Status == HttpStatusCode.NotFound)
        {
            return [];
        }
        catch (NomadException unreadable)
        {
            return [$"({stream} cannot be read: {unreadable.Problem})"];
        }
    }

    private static string Lines(IReadOnlyList<string> lines, string last) => string.Join('\n', [.. lines, last]);

    [GeneratedRegex(@"\brolling back to job version (?<version>\d+)")]
    private static partial Regex ReturnedTo();
}
