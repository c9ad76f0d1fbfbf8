namespace JamLab.Stages.Configuration.Roles.Proxmox;

/// <summary>A program that uses Proxmox' API: its user, its role with just the privileges that its documentation lists, and its token.</summary>
internal sealed record ProxmoxTool(string Title, string Role, string User, IReadOnlyList<string> Shared, IReadOnlyList<string> Before9, IReadOnlyList<string> From9)
{
    public const string TokenName = "jamlab";

    /// <summary>What packer-plugin-proxmox needs, with an upload of the ISO (hashicorp/packer-plugin-proxmox#184).</summary>
    public static readonly ProxmoxTool Packer = new("Packer", "JamLabPacker", "packer@pve",
    [
        "Datastore.AllocateSpace", "Datastore.AllocateTemplate", "Datastore.Audit", "SDN.Use", "Sys.Audit", "Sys.Modify",
        "VM.Allocate", "VM.Audit", "VM.Clone", "VM.Config.CDROM", "VM.Config.CPU", "VM.Config.Cloudinit", "VM.Config.Disk", "VM.Config.HWType",
        "VM.Config.Memory", "VM.Config.Network", "VM.Config.Options", "VM.Console", "VM.PowerMgmt",
    ], ["VM.Monitor"], ["VM.GuestAgent.Audit"]);

    /// <summary>What the providers bpg/proxmox and Telmate/proxmox list.</summary>
    public static readonly ProxmoxTool Terraform = new("Terraform", "JamLabTerraform", "terraform@pve",
    [
        "Datastore.Allocate", "Datastore.AllocateSpace", "Datastore.AllocateTemplate", "Datastore.Audit", "Pool.Allocate", "Pool.Audit", "SDN.Use", "Sys.Audit", "Sys.Console", "Sys.Modify",
        "VM.Allocate", "VM.Audit", "VM.Clone", "VM.Config.CDROM", "VM.Config.CPU", "VM.Config.Cloudinit", "VM.Config.Disk", "VM.Config.HWType",
        "VM.Config.Memory", "VM.Config.Network", "VM.Config.Options", "VM.Migrate", "VM.PowerMgmt",
    ], ["VM.Monitor"], ["VM.GuestAgent.Audit"]);

    /// <summary>The token's id as Proxmox writes it.</summary>
    public string Token => $"{User}!{TokenName}";

    /// <summary>The name of its secret, whose value is the token's.</summary>
    public string Secret => $"proxmox-token-{User.Split('@')[0]}";

    /// <summary>Proxmox VE 9 dropped VM.Monitor and has finer ones for the guest agent.</summary>
    public IReadOnlyList<string> Privileges(string release) => [.. Shared.Concat(release == "bookworm" ? Before9 : From9).Order(StringComparer.Ordinal)];
}
