using JamLab.Stages.Provisioning;

namespace JamLab.Stages.Plans;

/// <summary>How much a plan changes, in words; a machine made anew counts as created and destroyed.</summary>
internal static class PlanCounts
{
    public static string Templates(LabPlan plan) => plan.Templates is null ? "not asked" : Words((plan.Templates.Count(one => one.IsBuilt), "to build"));

    public static string Machines(LabPlan plan) => plan.Machines is not { } machines ? "not asked" : Words(
        (machines.Count(one => one.Action is MachineAction.Create or MachineAction.Replace), "create"),
        (machines.Count(one => one.Action is MachineAction.Heal or MachineAction.Restart), "change"),
        (machines.Count(one => one.Action is MachineAction.Destroy or MachineAction.Replace), "destroy"));

    public static string Hosts(LabPlan plan) => plan.Hosts is not { } hosts ? "not asked" :
        Words((hosts.Count(one => one.IsChanging), "change"), (hosts.Count(one => one.Problem is not null), "without an answer")) + (hosts.Any(one => one.IsChanging) ? $" (of {hosts.Count})" : "");

    public static string Services(LabPlan plan) => plan.Services is not { } services ? "not asked" : Words(
        (services.Count(one => one.Action == ServiceAction.Deploy), "deploy"),
        (services.Count(one => one.Action == ServiceAction.Remove), "remove"),
        (plan.ServiceHosts.Count(one => one.IsChanging), "host to prepare"),
        (services.Count(one => one.Instances.Any(instance => instance.Problem is not null)), "without an answer"));

    public static string Plural(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static string Words(params ReadOnlySpan<(int Count, string What)> counts)
    {
        var words = new List<string>();
        foreach (var (count, what) in counts)
        {
            if (count > 0)
                words.Add($"{count} {what}");
        }

        return words.Count == 0 ? "none" : string.Join(", ", words);
    }
}
