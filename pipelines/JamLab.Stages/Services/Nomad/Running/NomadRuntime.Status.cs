using System.Text.Json.Nodes;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;

namespace JamLab.Stages.Services.Nomad.Running;

/// <summary>How one of the lab's jobs is. <see cref="Version"/> is the service's version as it was registered, <see cref="Nodes"/> where instances run, once each.</summary>
public sealed record NomadStatus(string JobId, string Service, int Wanted, int Running, int Healthy, string? Version, IReadOnlyList<string> Nodes)
{
    /// <summary>Nomad's number of the registered version, to go back from.</summary>
    public long JobVersion { get; init; }

    public bool IsStopped { get; init; }

    public bool IsWell => !IsStopped && Healthy >= Wanted;
}

public sealed partial class NomadRuntime
{
    /// <summary>All jobs of the lab, by id: with pages of 200 a thousand instances are a handful of requests.</summary>
    public async Task<IReadOnlyList<NomadStatus>> StatusAsync(CancellationToken cancellation)
    {
        var jobs = await OursAsync(cancellation).ConfigureAwait(false);
        if (jobs.Count == 0)
            return [];
        var allocations = (await client.ListAsync<Allocation>("/v1/allocations?task_states=false", cancellation).ConfigureAwait(false)).ToLookup(one => one.JobID, StringComparer.Ordinal);
        var statuses = await Task.WhenAll(jobs.Select(async stub =>
            await client.FindAsync<JsonObject>(PathOf(stub.ID), cancellation).ConfigureAwait(false) is { } job ? Status(stub, job, [.. allocations[stub.ID].Where(one => one.Runs)]) : null)).ConfigureAwait(false);
        return [.. statuses.OfType<NomadStatus>().OrderBy(one => one.JobId, StringComparer.Ordinal)];
    }

    /// <summary>Jobs of this lab that run, and that the inventory (<paramref name="known"/>: ids) no longer has.</summary>
    public async Task<IReadOnlyList<string>> LeftoversAsync(IReadOnlyCollection<string> known, CancellationToken cancellation) =>
        [.. (await OursAsync(cancellation).ConfigureAwait(false)).Where(job => !job.Stop && !known.Contains(job.ID)).Select(job => job.ID).Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<JobStub>> OursAsync(CancellationToken cancellation) =>
        [.. (await client.ListAsync<JobStub>("/v1/jobs?meta=true", cancellation).ConfigureAwait(false))
            .Where(job => job.Meta?.GetValueOrDefault(NomadJob.OwnMeta) == "1" && job.Meta.GetValueOrDefault(NomadJob.LabMeta) == lab.Name)];

    private static NomadStatus Status(JobStub stub, JsonObject job, IReadOnlyList<Allocation> running) => new(
        stub.ID,
        stub.Meta!.GetValueOrDefault(NomadJob.ServiceMeta) ?? stub.ID,
        JobCounts.Of(job).Values.Sum(),
        running.Count,
        running.Count(one => one.IsHealthy),
        stub.Meta!.GetValueOrDefault(NomadJob.VersionMeta),
        [.. running.Select(one => one.NodeName ?? one.NodeID).Distinct().Order(StringComparer.Ordinal)])
    {
        JobVersion = job["Version"]?.GetValue<long>() ?? 0,
        IsStopped = stub.Stop,
    };
}
