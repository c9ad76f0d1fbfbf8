namespace JamLab.Stages.Configuration.Roles.Proxmox;

/// <summary>Parameters of the role proxmox.</summary>
public sealed class ProxmoxSettings
{
    [Parameter("The Debian release that the node's Proxmox VE stands on: bookworm for 8, trixie for 9.", Choices = ["bookworm", "trixie"])]
    public string Release { get; set; } = "bookworm";

    [Parameter("Which packages the node gets: those of subscribers (enterprise) or those for everybody (no-subscription).", Choices = ["no-subscription", "enterprise"])]
    public string Repository { get; set; } = "no-subscription";

    [Parameter("Whether users, roles and API tokens for Packer and Terraform are made.")]
    public bool Accounts { get; set; } = true;

    [Parameter("The storage that takes cloud-init snippets; none when empty.")]
    public string Snippets { get; set; } = "local";
}
