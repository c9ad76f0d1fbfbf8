using Nuke.Common;

// What runs on the lab: deployed, asked as users would, taken back.
partial class Build
{
    [Parameter("Services that DeployServices, Smoke, Rollback, Backup, Restore and Backups are confined to")]
    readonly string[] Service = [];

    [Parameter("DeployServices removes services that left the inventory; their data stays")]
    readonly bool Prune;

    Target DeployServices => _ => _
        .Description("Runs the inventory's services: the new version beside the old one until it is well, so that nobody notices; one round trip a host when nothing differs")
        .DependsOn(ConfigureBase)
        .Executes(() => Run(async cancellation =>
        {
            var (changed, differs) = await Stages.DeployServicesAsync(Prune, ShareOf(DeployServices), cancellation);
            if (DryRun && DetailedExitcode && differs)
                ExitCode = 3;
            return changed;
        }));

    Target Smoke => _ => _
        .Description("Asks every service's URL as a user would: the lab's name server, its proxy, its certificate; shows what it saw")
        .DependsOn(DeployServices)
        .Executes(() => Run(Stages.SmokeAsync));

    Target Rollback => _ => _
        .Description("Deploys the last good version of a service before the present one (--service echo)")
        .Requires(() => Service)
        .Executes(() => Run(Stages.RollbackAsync));
}
