using JamLab.Convergence;

namespace JamLab.Stages.Configuration;

/// <summary>What a role wants of one host, in the order in which it is made.</summary>
public sealed record RolePlan(IReadOnlyList<Resource> Resources)
{
    /// <summary>What can only be so once all hosts have theirs, such as rules that a cluster keeps.</summary>
    public IReadOnlyList<Resource> Afterwards { get; init; } = [];

    /// <summary>How it is changed where it runs already; null when all hosts may be interrupted at once. The same for all hosts of a lab.</summary>
    public Rolling? Rolling { get; init; }
}
