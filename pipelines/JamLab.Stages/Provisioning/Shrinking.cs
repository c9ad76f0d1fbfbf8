using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Provisioning.Terraform;

namespace JamLab.Stages.Provisioning;

/// <summary>A disk only grows: what would cut off data is refused before anything is touched.</summary>
internal static class Shrinking
{
    public static void Refuse(IReadOnlyList<ResourceChange> changes)
    {
        var problems =
            from change in changes
            from trigger in change.Triggers
            where change.Kind == "power" && trigger.Name == "disks"
            let wanted = DiskSizes.Parse(trigger.After)
            from disk in DiskSizes.Parse(trigger.Before)
            where wanted.TryGetValue(disk.Key, out var size) && size < disk.Value
            select new Diagnostic("JAM0484", Severity.Error, null,
                $"disk '{disk.Key}' of '{change.Machine}' is {disk.Value} and cannot be made {wanted[disk.Key]}: a disk only grows",
                $"give it back its size, or destroy the machine first: DestroyVms --limit {change.Machine}");
        var found = problems.ToList();
        if (found.Count > 0)
            throw new DiagnosticException(found);
    }
}
