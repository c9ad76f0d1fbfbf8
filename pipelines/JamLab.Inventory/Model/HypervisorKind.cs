namespace JamLab.Inventory.Model;

/// <summary>Who makes machines: <c>qemu</c> and <c>nspawn</c> on this computer, <c>proxmox</c> on the lab's own nodes.</summary>
public enum HypervisorKind
{
    Qemu,
    Nspawn,
    Proxmox,
}
