using System.Globalization;
using JamLab.Inventory.Model;
using JamLab.Stages.Provisioning.Terraform;

namespace JamLab.Stages.Provisioning;

/// <summary>What was seen of a machine before planning.</summary>
public sealed record ObservedMachine(bool HasDisk, bool Runs, bool WasEverReady);

/// <summary>Turns Terraform's resource changes into what happens to machines. Pure.</summary>
public static class PlanReader
{
    /// <param name="goes">Why a machine that is only destroyed goes away.</param>
    public static IReadOnlyList<MachineChange> Read(IReadOnlyList<ResourceChange> changes, Func<string, ObservedMachine> observed, string goes) =>
        [.. changes.Where(change => change.Machine.Length > 0)
            .GroupBy(change => change.Machine)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => ForMachine(group.Key,
                group.FirstOrDefault(change => change.Kind == "disk"),
                group.FirstOrDefault(change => change.Kind == "power"),
                observed(group.Key),
                goes) with
            {
                MakesDisks = group.Any(change => change is { Kind: "disk", Creates: true }),
                StartsBlindly = group.Any(change => change is { Kind: "power", Creates: true, Deletes: false }),
            })];

    private static MachineChange ForMachine(string name, ResourceChange? disk, ResourceChange? power, ObservedMachine seen, string goes)
    {
        if (disk is null)
            return power is { Deletes: true } ? Powered(name, power, seen, goes) : new MachineChange(name, MachineAction.Heal, false, seen.Runs ? "Terraform's state does not know that it runs" : "it was stopped");
        if (!disk.Creates)
            return new MachineChange(name, MachineAction.Destroy, seen.HasDisk, goes);
        // A disk that Terraform does not know, of a machine that was in use: the state was lost, not the data.
        if (!disk.Deletes)
            return seen is { HasDisk: true, WasEverReady: true }
                ? new MachineChange(name, MachineAction.Replace, true, "Terraform's state does not know its disk")
                : new MachineChange(name, MachineAction.Create, false, "");
        if (!seen.HasDisk)
            return new MachineChange(name, MachineAction.Heal, false, "its disk is gone");
        if (disk.Reason == "replace_because_tainted")
            return new MachineChange(name, MachineAction.Heal, seen.WasEverReady, "its disk was left half made");
        return new MachineChange(name, MachineAction.Replace, true, Differences(disk, "its template is another"));
    }

    private static MachineChange Powered(string name, ResourceChange power, ObservedMachine seen, string goes)
    {
        if (!power.Creates)
            return new MachineChange(name, MachineAction.Destroy, false, goes);
        var why = Differences(power, "");
        if (!seen.Runs)
            return new MachineChange(name, MachineAction.Heal, false, why.Length > 0 ? $"it does not run; {why}" : "it does not run");
        return new MachineChange(name, MachineAction.Restart, false, why.Length > 0 ? why : "it was left half started");
    }

    private static string Differences(ResourceChange change, string otherwise)
    {
        var told = change.Triggers.Select(Told).OfType<string>().ToList();
        return told.Count > 0 ? string.Join(", ", told) : otherwise;
    }

    private static string? Told(TriggerChange trigger) => trigger.Name switch
    {
        "cores" => $"cores {trigger.Before} -> {trigger.After}",
        "memory_mib" => $"memory {MiB(trigger.Before)} -> {MiB(trigger.After)}",
        "disks" => DiskSizes.Difference(trigger.Before, trigger.After),
        "nics" => "network interfaces",
        "identity" => "name, address or host key",
        "ssh_port" => "SSH port taken by somebody else",
        "template" => "its template is another",
        // What follows from another resource's replacement is told there.
        _ => null,
    };

    private static ByteSize MiB(string number) => ByteSize.FromMiB(long.Parse(number, CultureInfo.InvariantCulture));
}
