using System.Linq;
using JamLab.Inventory.Diagnostics;
using Nuke.Common;
using Serilog;

// The lab, from its inventory to running machines.
partial class Build
{
    [Parameter("How ValidateInventory prints what it finds: text, json or sarif")]
    readonly string Output = "text";

    Target ValidateInventory => _ => _
        .Description("Checks the environment's inventory and shows every problem with its place")
        .Executes(() => Run(_ =>
        {
            var found = Stages.Validate();
            Show(found);
            if (found.Any(x => x.Severity == Severity.Error))
                throw new DiagnosticException(found);
            return System.Threading.Tasks.Task.CompletedTask;
        }));

    Target BuildTemplates => _ => _
        .Description("Builds the machine images that the inventory names, with Packer; unchanged ones are kept")
        .DependsOn(ValidateInventory)
        .Executes(() => Run(Stages.BuildTemplatesAsync));

    Target ProvisionVms => _ => _
        .Description("Makes the machines with Terraform and waits until one can log in to each")
        .DependsOn(BuildTemplates)
        .Executes(() => Run(Stages.ProvisionAsync));
}
