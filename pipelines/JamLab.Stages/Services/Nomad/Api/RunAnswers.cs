namespace JamLab.Stages.Services.Nomad.Api;

internal sealed record Evaluation(
    string ID, string JobID, string Status, string? StatusDescription, string? DeploymentID, string? BlockedEval, string? NextEval, IReadOnlyDictionary<string, PlacementMetric>? FailedTGAllocs)
{
    public bool IsOver => Status is "complete" or "failed" or "canceled";
}

/// <summary>Why the scheduler found no node for a group.</summary>
internal sealed record PlacementMetric(
    long NodesEvaluated, long NodesFiltered, long NodesExhausted, IReadOnlyDictionary<string, long>? NodesAvailable, IReadOnlyDictionary<string, long>? ConstraintFiltered,
    IReadOnlyDictionary<string, long>? ClassFiltered, IReadOnlyDictionary<string, long>? DimensionExhausted, IReadOnlyList<string>? QuotaExhausted, long CoalescedFailures);

internal sealed record NomadDeployment(
    string ID, string JobID, long JobVersion, long JobSpecModifyIndex, long CreateIndex, string Status, string? StatusDescription, IReadOnlyDictionary<string, DeploymentState>? TaskGroups)
{
    public bool IsOver => Status is "successful" or "failed" or "cancelled";

    public IEnumerable<KeyValuePair<string, DeploymentState>> Groups => (TaskGroups ?? new Dictionary<string, DeploymentState>()).OrderBy(one => one.Key, StringComparer.Ordinal);

    /// <summary>Whether all canaries are well and only somebody's word is missing.</summary>
    public bool AwaitsPromotion => Status == "running" && StatusDescription?.Contains("manual promotion", StringComparison.Ordinal) == true
        && Groups.Any(one => one.Value.DesiredCanaries > 0 && !one.Value.Promoted)
        && Groups.All(one => one.Value.Promoted || one.Value.HealthyAllocs >= one.Value.DesiredCanaries);
}

internal sealed record DeploymentState(bool AutoRevert, bool Promoted, long DesiredCanaries, long DesiredTotal, long PlacedAllocs, long HealthyAllocs, long UnhealthyAllocs);

internal sealed record Allocation(
    string ID, string Name, string NodeID, string? NodeName, string JobID, long JobVersion, string TaskGroup, string DesiredStatus, string? DesiredDescription, string ClientStatus,
    string? ClientDescription, AllocationHealth? DeploymentStatus, IReadOnlyDictionary<string, TaskState>? TaskStates)
{
    /// <summary>Runs and is wanted to; one that is being drained or replaced is not.</summary>
    public bool Runs => ClientStatus == "running" && DesiredStatus == "run";

    /// <summary>Runs and, where a deployment judges that, was found well.</summary>
    public bool IsHealthy => Runs && DeploymentStatus?.Healthy != false;

    public bool IsBroken => DeploymentStatus?.Healthy == false || ClientStatus is "failed" or "lost";
}

internal sealed record AllocationHealth(bool? Healthy, bool Canary);

internal sealed record TaskState(string State, bool Failed, IReadOnlyList<TaskEvent>? Events);

internal sealed record TaskEvent(string Type, long Time, string? DisplayMessage, string? Message);
