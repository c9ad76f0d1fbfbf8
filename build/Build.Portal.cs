using System;
using System.Linq;
using System.Threading;
using JamLab.Stages.Portal;
using Nuke.Common;
using Nuke.Common.Tooling;
using Serilog;

// What a run leaves for people to read, once it is known what became of every target.
partial class Build
{
    protected override void OnBuildFinished()
    {
        var run = ExecutionPlan.Select(x => new TargetOutcome(x.Name, x.Status.ToString(), x.Duration, [.. x.ExecutionDependencies.Select(one => one.Name)]));
        if (DryRun && ExecutionPlan.Contains(BuildTemplates))
            Tell("What would change", Stages.WritePlan([.. run]));
        else if (!DryRun && ExecutionPlan.Contains(DeployServices))
            Tell("The lab on one page", Stages.WritePortal([.. run]));
        if (Record && !DryRun && ExecutionPlan.Any(x => new[] { nameof(ProvisionVms), nameof(ConfigureBase), nameof(DeployServices) }.Contains(x.Name)))
            RecordRun();
    }

    void RecordRun()
    {
        var head = Git("rev-parse --verify --quiet HEAD", RootDirectory, logOutput: false, logInvocation: false, exitHandler: _ => { }).Where(x => x.Type == OutputType.Std).Select(x => x.Text).FirstOrDefault();
        if (head is null)
            Log.Warning("The run could not be recorded at GitHub: {Folder:l} has no commit", RootDirectory);
        else
            Stages.RecordAsync(GitHub, head, IsSucceeding, RunPage is null ? null : new Uri(RunPage), CancellationToken.None).GetAwaiter().GetResult();
    }

    static Tool Git => ToolResolver.GetEnvironmentOrPathTool("git");

    static void Tell(string what, string? page)
    {
        if (page is not null)
            Log.Information("{What:l}: {Page:l}", what, page);
    }
}
