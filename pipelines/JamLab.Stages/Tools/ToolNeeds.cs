using JamLab.Inventory.Model;

namespace JamLab.Stages.Tools;

/// <summary>Which target needs which tools, so that <c>Doctor</c> and the targets themselves agree.</summary>
public static class ToolNeeds
{
    public static IReadOnlyList<ToolNeed> BuildTemplates { get; } =
    [
        .. By("BuildTemplates", ToolCatalog.Packer, ToolCatalog.Mmdebstrap, ToolCatalog.Mke2fs, ToolCatalog.Qemu, ToolCatalog.QemuImg),
    ];

    public static IReadOnlyList<ToolNeed> Ssh { get; } = [.. By("Ssh", ToolCatalog.Ssh)];

    /// <param name="terraform">What <see cref="TerraformTool.For"/> gave.</param>
    public static IReadOnlyList<ToolNeed> ProvisionVms(HypervisorKind hypervisor, Tool terraform) => hypervisor switch
    {
        HypervisorKind.Qemu => [.. By("ProvisionVms with qemu", terraform, ToolCatalog.Qemu, ToolCatalog.QemuImg)],
        HypervisorKind.Nspawn =>
        [
            .. By("ProvisionVms with nspawn",
                terraform, ToolCatalog.QemuImg, ToolCatalog.Nspawn, ToolCatalog.SocketActivate, ToolCatalog.Slirp4netns, ToolCatalog.Ip, ToolCatalog.Nsenter),
        ],
        _ => [.. By("ProvisionVms with proxmox", terraform)],
    };

    private static IEnumerable<ToolNeed> By(string by, params IEnumerable<Tool> tools) => tools.Select(tool => new ToolNeed(tool, by));
}
