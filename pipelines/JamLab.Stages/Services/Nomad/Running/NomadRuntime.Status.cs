using System.Text.Json.Nodes;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;

namespace JamLab.Stages.Services.Nomad.Running;

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
            await client.FindAsync<JsonObject>(PathOf(stub.ID), cancellation).ConfigureAwait(false) is { } job ? Status(stub, job, allocations[stub.ID]) : null)).ConfigureAwait(false);
        return [.. statuses.OfType<NomadStatus>().OrderBy(one => one.JobId, StringComparer.Ordinal)];
    }

    /// <summary>Nodes on which a job's instances run, once each.</summary>
    public async Task<IReadOnlyList<string>> WhereAsync(string job, CancellationToken cancellation) =>
        [.. (await client.FindAsync<List<Allocation>>($"{PathOf(job)}/allocations", cancellation).ConfigureAwait(false) ?? []).Where(one => one.Runs).Select(one => one.NodeName ?? one.NodeID).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Jobs of this lab that run, and that the inventory (<paramref name="known"/>: ids) no longer has.</summary>
    public async Task<IReadOnlyList<string>> LeftoversAsync(IReadOnlyCollection<string> known, CancellationToken cancellation) =>
        [.. (await OursAsync(cancellation).ConfigureAwait(false)).Where(job => !job.Stop && !known.Contains(job.ID)).Select(job => job.ID).Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<JobStub>> OursAsync(CancellationToken cancellation) =>
        [.. (await client.ListAsync<JobStub>("/v1/jobs?meta=true", cancellation).ConfigureAwait(false))
            .Where(job => job.Meta?.GetValueOrDefault(NomadJob.OwnMeta) == "1" && job.Meta.GetValueOrDefault(NomadJob.LabMeta) == lab.Name)];

    private static NomadStatus Status(JobStub stub, JsonObject job, IEnumerable<Allocation> allocations) => new(
        stub.ID,
        stub.Meta!.GetValueOrDefault(NomadJob.ServiceMeta) ?? stub.ID,
        JobCounts.Of(job).Values.Sum(),
        stub.Meta!.GetValueOrDefault(NomadJob.VersionMeta),
        [.. allocations.Where(one => one.DesiredStatus == "run" && one.ClientStatus is not ("complete" or "failed")).OrderBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => new NomadInstance(one.NodeName ?? one.NodeID, one.JobVersion, one.ClientStatus, one.IsHealthy))])
    {
        JobVersion = job["Version"]?.GetValue<long>() ?? 0,
        IsStopped = stub.Stop,
    };
}
