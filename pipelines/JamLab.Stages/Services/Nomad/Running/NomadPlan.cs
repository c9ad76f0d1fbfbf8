using JamLab.Convergence;

namespace JamLab.Stages.Services.Nomad.Running;

/// <summary>What Nomad would do with a job; nothing of it holds a secret.</summary>
public sealed record NomadPlan(string JobId, IReadOnlyList<Difference> Differences)
{
    /// <summary>Whether Nomad runs nothing of this name.</summary>
    public bool IsNew { get; init; }

    public bool IsUnchanged => Differences.Count == 0;

    /// <summary>What happens to instances, a sentence a group: <c>echo: 2 replaced, 1 new</c>.</summary>
    public IReadOnlyList<string> Effects { get; init; } = [];

    /// <summary>Groups for which no node would be found, with the reasons.</summary>
    public IReadOnlyList<string> Unplaced { get; init; } = [];

    public string? Warnings { get; init; }

    /// <summary>The job's index that this plan is about; 0 for a job that is not there.</summary>
    internal long JobModifyIndex { get; init; }
}
