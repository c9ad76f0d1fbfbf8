namespace JamLab.Stages.Plans;

/// <summary>What is known of drift.</summary>
public enum DriftState
{
    /// <summary>All was asked and nothing differs: an open issue is closed.</summary>
    None,

    /// <summary>Something differs: the issue is opened or updated.</summary>
    Drift,

    /// <summary>Nothing differs as far as there were answers, and not all answered: the issue stays as it is.</summary>
    Unknown,
}

/// <summary>
/// Where a lab differs from the default branch, as an issue tells it. A template that would be built is no drift: it is for machines to come, and another computer may have it.
/// </summary>
/// <param name="State">What becomes of the issue.</param>
/// <param name="Marker">What the issue is found by; hidden in its first line by whoever sends it.</param>
/// <param name="Title">The issue's.</param>
/// <param name="Body">Markdown; empty where nothing differs and all was asked. Where the state is unknown, what could not be asked.</param>
public sealed record DriftReport(DriftState State, string Marker, string Title, string Body)
{
    /// <param name="plans">Made on the default branch, one an environment.</param>
    /// <param name="lab">The name that tells this issue from others: the environment's, or the lab's where there are several.</param>
    /// <param name="artifact">The artifact with the whole plans.</param>
    public static DriftReport Of(IReadOnlyList<LabPlan> plans, string lab, string artifact = "plan")
    {
        var name = string.Concat(lab.Select(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.' ? one : '_'));
        var marker = $"jamlab:drift:{name.Replace("--", "__", StringComparison.Ordinal)}";
        var differs = plans.Sum(plan => Things(plan).Count());
        var isComplete = plans.Count > 0 && plans.All(IsAnswered);
        var state = differs > 0 ? DriftState.Drift : isComplete ? DriftState.None : DriftState.Unknown;
        var title = state == DriftState.Drift ? $"{name} differs from its inventory in {PlanCounts.Plural(differs, "place")}" : $"{name} does not differ from its inventory";
        var page = new DriftText(PlanTextLimits.Comment with { Artifact = artifact });
        return new DriftReport(state, marker, state == DriftState.Unknown ? $"{name} could not be asked for drift" : title, state == DriftState.None ? "" : page.Write(plans));
    }

    /// <summary>Whether all stages of a lab were asked and all answered.</summary>
    private static bool IsAnswered(LabPlan plan) => plan is { IsComplete: true, ConfinedTo: [], Machines: not null, Hosts: not null, Services: not null };

    internal static IEnumerable<DriftThing> Things(LabPlan plan) =>
    [
        .. (plan.Machines ?? []).Select(one => new DriftThing("machine", one.Name, one.Reason.Length > 0 ? one.Reason : "it does not exist", [])),
        .. plan.AllHosts.SelectMany(Things),
        .. (plan.Services ?? []).Where(one => one.Action != ServiceAction.Unchanged).Select(one => new DriftThing("service", one.Name, Word(one), [.. one.Instances.Where(instance => instance.Differences.Count > 0).Select(instance => (instance.Host, DiffText.Of(instance.Differences)))])),
    ];

    private static IEnumerable<DriftThing> Things(PlanHost host) => host.Alike is { } what
        ? [new DriftThing("host", host.Name, $"{PlanCounts.Plural(host.Resources.Count, "resource")}: {what}", [])]
        : host.Resources.Select(one => new DriftThing("host", host.Name, one.Name, [(one.Role, DiffText.Of(one.Differences))]));

    private static string Word(PlanService one) => one switch
    {
        { Action: ServiceAction.Left or ServiceAction.Remove } => "runs, and is not in the inventory",
        { Surplus: [_, ..] surplus } => $"runs where it should not: {string.Join(' ', surplus)}",
        _ when one.Instances.All(instance => instance.Version is null) => "does not run",
        _ => "runs otherwise than it should",
    };
}

/// <summary>One thing that differs, and its diffs by where or for whom.</summary>
internal sealed record DriftThing(string Stage, string Name, string What, IReadOnlyList<(string Where, string Diff)> Diffs);
