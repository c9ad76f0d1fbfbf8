using JamLab.Inventory.Model;

namespace JamLab.Stages.Provisioning;

/// <summary>
/// A lab on this computer is made whole: its physical hosts become small machines beside the others, so that what they do for the lab can be
/// rehearsed too. They keep their names, addresses, groups and roles; what is physical about them stays known.
/// </summary>
public static class Rehearsal
{
    private const int Cores = 1;
    private static readonly ByteSize Memory = ByteSize.FromMiB(512);
    private static readonly ByteSize Disk = ByteSize.FromGiB(8);

    /// <summary>The inventory as this computer makes it; Proxmox's, one without physical hosts and one that names no template stay as they are.</summary>
    public static LabInventory Of(LabInventory inventory)
    {
        if (inventory.Hypervisor.Kind.Value == HypervisorKind.Proxmox || inventory.Hosts.All(host => host.IsVirtual))
            return inventory;
        var template = inventory.Defaults.Template ?? inventory.Machines.FirstOrDefault()?.Machine!.Template;
        return template is null
            ? inventory
            : inventory with { Hosts = [.. inventory.Hosts.Select(host => host.IsVirtual ? host : host with { Machine = Small(host, template.Value, inventory.Defaults) })] };
    }

    private static Machine Small(Host host, Sourced<string> template, MachineDefaults defaults)
    {
        var place = host.Name.Source;
        return new Machine(
            template,
            defaults.Cores is { Value: < Cores } cores ? cores : new Sourced<int>(Cores, place),
            defaults.Memory is { } memory && memory.Value < Memory ? memory : new Sourced<ByteSize>(Memory, place),
            [new Disk("root", defaults.Disk is { } disk && disk.Value < Disk ? disk : new Sourced<ByteSize>(Disk, place), null)],
            Node: null,
            VmId: null,
            StartOrder: new Sourced<int>(0, place),
            After: []);
    }
}
