using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using JamLab.Stages.GitHub;
using JamLab.Stages.Workflows;
using JamLab.Stages.Workflows.Reporting;
using Nuke.Common;
using Serilog;

// What is told to GitHub, and asked of it.
partial class Build
{
    [Parameter("The workflow that Dispatch starts: apply, rehearse, drift, …")]
    readonly string? Workflow;

    [Parameter("Inputs of the workflow that Dispatch starts, as name=value; --environment, --limit, --dry-run and --allow-destroy are handed on where it has such inputs")]
    readonly string[] Input = [];

    [Parameter("The branch or tag that Dispatch runs; the default branch unless given")]
    readonly string? Ref;

    [Parameter("The tag of the release that ReleaseTemplates makes")]
    readonly string? Tag;

    [Parameter("The number of the pull request that a workflow is about")]
    readonly int? PullRequest;

    [Parameter("The commit that a workflow's check is about")]
    readonly string? Commit;

    [Parameter("How a rehearsal ended, in GitHub's word")]
    readonly string? Result;

    [Parameter("Lets ProposeUpdates change workflows, which a workflow's own token may not")]
    readonly bool ChangeWorkflows;

    [Parameter("Lets updates change the first number of a version, too")]
    readonly bool Majors;

    [Parameter("Records the run at GitHub as a deployment of the environment")]
    readonly bool Record;

    Target Dispatch => _ => _
        .Description("Starts a workflow at GitHub (--workflow apply), and with --follow shows its jobs as if they ran here")
        .Requires(() => Workflow)
        .Executes(() => Run(async cancellation => await GitHub.DispatchAsync(Workflow!, Ref, Workflows.InputsOf(Workflow!, Handed(), Input), Follow, cancellation)));

    Target SyncSecrets => _ => _
        .Description("Sets up the environments that the lab's workflows use at GitHub: approvers, branches, and the secrets that this computer knows")
        .Executes(() => Run(async cancellation => await Stages.SyncSecretsAsync(GitHub, Workflows.Lab(LabEnvironment), DefaultBranch, cancellation)));

    Target ReleaseTemplates => _ => _
        .Description("Publishes the manifests of the environment's templates, with their checksums, as a release (--tag v1)")
        .Requires(() => Tag)
        .Executes(() => Run(async cancellation => await Stages.ReleaseTemplatesAsync(GitHub, Tag!, cancellation)));

    Target Update => _ => _
        .Description("Moves pinned tools, images and actions to their newest versions, in the files; --dry-run only lists them")
        .Executes(() => Run(async cancellation =>
        {
            var found = await Stages.UpdateAsync(Majors, cancellation);
            return found.Updates.Count == 0 ? "nothing is newer" : found.Title;
        }));

    Target OpenState => _ => _
        .Description("Takes the environment's state from the branch jamlab-state, for runners that keep nothing; the password is $JAMLAB_STATE_PASSWORD")
        .Executes(() => Run(Stages.OpenStateAsync));

    Target SealState => _ => _
        .Description("Adds the environment's state to the branch jamlab-state, sealed with $JAMLAB_STATE_PASSWORD")
        .Executes(() => Run(Stages.SealStateAsync));

    Target CommentPlan => _ => _
        .Unlisted()
        .Description("Says on a pull request what the labs told a workflow that it would change")
        .Requires(() => PullRequest)
        .Requires(() => Commit)
        .Executes(() => Run(async cancellation => await Reports.CommentAsync(Environments(lab => lab.Ci.Plan), PullRequest!.Value, Commit!, cancellation)));

    Target ReportDrift => _ => _
        .Unlisted()
        .Description("Opens, updates and closes the labs' issues about drift")
        .Executes(() => Run(async cancellation => await Reports.ReportDriftAsync(Environments(lab => lab.Ci.Drift is not null), cancellation)));

    Target ProposeUpdates => _ => _
        .Unlisted()
        .Description("Offers newer versions of what is pinned as a pull request")
        .Executes(() => Run(async cancellation => await Proposal.ProposeAsync(await Stages.FindUpdatesAsync(Majors, cancellation), DefaultBranch, ChangeWorkflows, cancellation)));

    Target TellRehearsal => _ => _
        .Unlisted()
        .Description("Says on a pull request how its rehearsal ended")
        .Requires(() => PullRequest)
        .Requires(() => Result)
        .Executes(() => Run(async cancellation => await Proposal.TellAsync(PullRequest!.Value, Result!, RunPage, cancellation)));

    GitHubStage GitHub => new(RootDirectory, Environment.GetEnvironmentVariable, TimeProvider.System, Log.Logger);

    PlanReports Reports => new(RootDirectory / "artifacts" / "plans", GitHub, Environment.GetEnvironmentVariable, TimeProvider.System, Log.Logger);

    UpdateProposal Proposal => new(RootDirectory, Workflows, GitHub, Environment.GetEnvironmentVariable, Log.Logger);

    List<string> Environments(Func<LabOnGitHub, bool> where) => Workflows.Labs().Where(where).Select(lab => lab.Environment).ToList();

    Dictionary<string, string> Handed() => new()
    {
        ["environment"] = LabEnvironment,
        ["limit"] = string.Join(' ', Limit),
        ["dry-run"] = DryRun ? "true" : "false",
        ["allow-destroy"] = AllowDestroy ? "true" : "false",
    };

    static string? RunPage => Environment.GetEnvironmentVariable("GITHUB_RUN_ID") is { Length: > 0 } id
        ? $"{Environment.GetEnvironmentVariable("GITHUB_SERVER_URL")}/{Environment.GetEnvironmentVariable("GITHUB_REPOSITORY")}/actions/runs/{id}"
        : null;
}
