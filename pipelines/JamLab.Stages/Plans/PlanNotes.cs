using System.Collections.Concurrent;
using JamLab.Convergence.Running;
using JamLab.Inventory;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Services;
using JamLab.Stages.Templates;

namespace JamLab.Stages.Plans;

/// <summary>What the stages of a dry run have seen so far; null where none has looked.</summary>
internal sealed class PlanNotes
{
    public TemplatePlan? Templates { get; set; }

    public ProvisioningPlan? Machines { get; set; }

    public IReadOnlyList<HostReport>? Hosts { get; set; }

    public ServicesSeen? Services { get; set; }

    /// <summary>What this job of a matrix was confined to.</summary>
    public ConcurrentQueue<string> Shares { get; } = [];

    /// <summary>Why targets failed, by name.</summary>
    public ConcurrentDictionary<string, Exception> Failures { get; } = new(StringComparer.Ordinal);

    /// <summary>Secrets that only the run itself knows, such as those that it would make.</summary>
    public ConcurrentBag<Secret> Secrets { get; } = [];
}

/// <summary>What was seen of services, of the hosts that were asked for them, and of those that left the inventory.</summary>
internal sealed record ServicesSeen(IReadOnlyList<ServicePlan> Plans, IReadOnlyList<HostReport> Hosts, IReadOnlyList<string> Left, bool Prunes);
