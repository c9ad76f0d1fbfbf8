using System.Linq;
using System.Threading.Tasks;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages;
using Nuke.Common;
using Serilog;

// The lab, from its inventory to running machines.
partial class Build
{
    [Parameter("Also writes what ValidateInventory finds as a file under artifacts/: json or sarif")]
    readonly ReportFormat Output = ReportFormat.Text;

    // Nothing makes these; named as what the stages consume, they are part of what --continue compares.
    Target Sources => _ => _
        .Unlisted()
        .Produces(InventoryFile, ImageFiles);

    string InventoryFile => RootDirectory / "environments" / LabEnvironment / "inventory.yml";

    string ImageFiles => RootDirectory / "images" / "**";

    Target ValidateInventory => _ => _
        .Description("Checks the environment's inventory and shows every problem with its place")
        .Consumes(Sources, InventoryFile)
        .Executes(() => Run(_ =>
        {
            var found = Stages.Validate();
            if (Output != ReportFormat.Text)
                Log.Information("Wrote {Report:l}", Stages.WriteValidation(Output));
            if (found.Any(x => x.Severity == Severity.Error))
                throw new DiagnosticException(found);
            Show(found);
            return Task.CompletedTask;
        }));

    Target Prepare => _ => _
        .Description("Finds the tools that the run needs, or installs them; says what is missing before anything is touched")
        .DependsOn(ValidateInventory)
        .Executes(() => Run(cancellation => Stages.PrepareAsync(
            ScheduledTargets.Contains(BuildTemplates), ScheduledTargets.Contains(ProvisionVms), ScheduledTargets.Contains(ConfigureBase), cancellation)));

    [Parameter("BuildTemplates builds anew what has not changed, for the mirror's newer packages")]
    readonly bool Force;

    Target BuildTemplates => _ => _
        .Description("Builds the machine images that the inventory names, with Packer; unchanged ones are kept")
        .Consumes(Sources, ImageFiles)
        .DependsOn(Prepare)
        .Executes(() => Run(cancellation => Stages.BuildTemplatesAsync(Force, ShareOf(BuildTemplates), cancellation)));

    Target ProvisionVms => _ => _
        .Description("Makes the machines with Terraform and waits until one can log in to each")
        .DependsOn(BuildTemplates)
        .Executes(() => Run(cancellation => Stages.ProvisionAsync(ScheduledTargets.Contains(ConfigureBase), cancellation)));

    Target ConfigureBase => _ => _
        .Description("Makes the hosts what their roles say, over SSH; one round trip to each when nothing differs")
        .DependsOn(ProvisionVms)
        .Executes(() => Run(async cancellation =>
        {
            var (changed, differs) = await Stages.ConfigureAsync(ShareOf(ConfigureBase), cancellation);
            if (DryRun && DetailedExitcode && differs)
                ExitCode = 3;
            return changed;
        }));

    Target CleanTemplates => _ => _
        .Description("Removes templates that no image asks for and no machine stands on")
        .Executes(() => Run(Stages.CleanTemplatesAsync));

    Target Doctor => _ => _
        .Description("Shows tools, accelerator, disk and memory, and what to do about what is missing")
        .Executes(() => Run(async cancellation => ExitCode = await Stages.ExamineAsync(cancellation) ? null : 2));
}
