using JamLab.Inventory.Model;
using JamLab.Stages.Processes;
using JamLab.Stages.Tools;
using JamLab.Stages.Tools.Checkup;

namespace JamLab.Stages;

public sealed partial class LabStages
{
    /// <summary>Shows tools, accelerator, disk and memory; false when something that this environment needs is missing.</summary>
    public async Task<bool> ExamineAsync(CancellationToken cancellation)
    {
        var kind = Read().Inventory is { } inventory ? options.Hypervisor ?? inventory.Hypervisor.Kind.Value : options.Hypervisor ?? HypervisorKind.Qemu;
        var terraform = TerraformTool.For(options.Terraform, Here);
        List<ToolNeed> needs = [.. ToolNeeds.BuildTemplates, .. ToolNeeds.ProvisionVms(kind, terraform), .. ToolNeeds.Ssh];
        var report = await new Doctor(Paths, Here, new ProcessRunner(log), log).ExamineAsync(needs, cancellation).ConfigureAwait(false);
        DoctorTable.Write(report, Output);
        return report.IsComplete;
    }
}
