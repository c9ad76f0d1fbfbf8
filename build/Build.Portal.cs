using System.Linq;
using JamLab.Stages.Portal;
using Nuke.Common;
using Serilog;

// The lab on one page, once it is known what became of every target.
partial class Build
{
    protected override void OnBuildFinished()
    {
        if (DryRun || !ExecutionPlan.Contains(DeployServices))
            return;
        var run = ExecutionPlan.Select(x => new TargetOutcome(x.Name, x.Status.ToString(), x.Duration, [.. x.ExecutionDependencies.Select(one => one.Name)]));
        if (Stages.WritePortal([.. run]) is { } page)
            Log.Information("The lab on one page: {Page:l}", page);
    }
}
