using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages;
using JamLab.Stages.Processes;
using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;

/// <summary>The targets of JamLab; each is one call to a stage.</summary>
partial class Build : NukeBuild
{
    public static int Main() => Execute<Build>(x => x.Smoke);

    [Parameter("The folder under environments/ to work on", Name = "Environment")]
    readonly string LabEnvironment = "local";

    [Parameter("Makes the machines elsewhere than the inventory says: qemu or nspawn on this computer")]
    readonly HypervisorKind? Hypervisor;

    [Parameter("Hosts, groups, roles or services to confine the run to", Separator = " ")]
    readonly string[] Limit = [];

    [Parameter("The part that a job of a matrix works on, within --limit: templates for BuildTemplates, hosts and groups for ConfigureBase, services for DeployServices", Separator = " ")]
    readonly string[] Share = [];

    [Parameter("Shows what would change and touches nothing")]
    readonly bool DryRun;

    [Parameter("Roles that ConfigureBase is confined to")]
    readonly string[] Role = [];

    [Parameter("How many targets, and how many hosts of one, are worked on side by side; 1 for one after the other. Default is the number of cores, and up to 64 hosts")]
    readonly int? Parallel;

    [Parameter("A directory of .deb files and archives that ConfigureBase prefers to the sources that the inventory names")]
    readonly string? Packages;

    [Parameter("A dry run of ConfigureBase or DeployServices ends with exit code 3 when something would change")]
    readonly bool DetailedExitcode;

    [Parameter("Lets disks that were in use be destroyed without a question")]
    readonly bool AllowDestroy;

    [Parameter("ProvisionVms makes machines anew that were made from an older template; their disks are lost")]
    readonly bool Renew;

    [Parameter("Waits for another run on the same environment instead of giving up")]
    readonly bool Wait;

    [Parameter("Installs missing tools without asking (true), or never (false)")]
    readonly bool? InstallTools;

    [Parameter("The program that makes machines: terraform or tofu")]
    readonly string? TerraformTool;

    LabStages? _stages;

    LabStages Stages => _stages ??= new LabStages(
        new StageOptions(RootDirectory, LabEnvironment)
        {
            Hypervisor = Hypervisor,
            Limit = Limit,
            Roles = Role,
            Services = Service,
            Parallel = Parallel,
            Packages = Packages,
            DryRun = DryRun,
            AllowDestroy = AllowDestroy,
            AllowOverwrite = AllowOverwrite,
            Renew = Renew,
            Wait = Wait,
            InstallTools = InstallTools,
            Terraform = TerraformTool,
            IsInteractive = IsLocalBuild && !System.Console.IsInputRedirected && !System.Console.IsOutputRedirected,
        },
        Log.Logger, TimeProvider.System, Environment.GetEnvironmentVariable);

    // What a job depends on is done as a whole, should it have to be done again.
    string[] ShareOf(Target target) => InvokedTargets.Contains(target) ? Share : [];

    /// <summary>Runs a stage; a user's mistake ends with its diagnostics and exit code 2, Ctrl-C with what the engine makes of it.</summary>
    async Task Run(Func<CancellationToken, Task> stage)
    {
        using var interruption = new Interruption();
        try
        {
            await stage(interruption.Token);
        }
        catch (DiagnosticException mistake)
        {
            ExitCode = 2;
            Assert.Fail(Report(mistake.Diagnostics));
        }
    }

    Task Run(Func<CancellationToken, Task<string>> stage) =>
        Run(async cancellation =>
        {
            var changed = await stage(cancellation);
            ReportSummary(_ => _.AddPair("Changed", changed));
        });

    void Show(IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.Count > 0)
            System.Console.WriteLine(Report(diagnostics));
    }

    string Report(IReadOnlyList<Diagnostic> diagnostics) =>
        DiagnosticPrinter.Text(diagnostics, Stages.ReadLines, color: false).TrimEnd();
}
