using JamLab.Stages.Workflows.Model;

namespace JamLab.Stages.Workflows.Emission;

/// <summary><c>plan.yml</c>: what a pull request would change in each lab, as one comment and as annotations at the inventory's lines.</summary>
internal static class PlanWorkflow
{
    // What a stranger's fork holds must not run on a computer in the lab.
    private const string OwnBranch = "github.event.pull_request.head.repo.full_name == github.repository";

    public static IEnumerable<Workflow> For(IReadOnlyList<LabOnGitHub> labs, string target)
    {
        var planned = labs.Where(lab => lab.Ci.Plan).ToList();
        if (planned.Count == 0)
            return [];
        return
        [
            new Workflow("plan.yml", "Plan", "Asks each lab what a pull request would change there, touching nothing, and says it in one comment.")
            {
                On = new Triggers { PullRequest = new PathFilter([], Paths.OfLabs) },
                Permissions = [Permission.Read("contents")],
                Concurrency = new Concurrency((Text)"plan-" + Text.Of("github.ref"), CancelInProgress: true),
                Jobs = [.. planned.Select(lab => Plan(lab, target)), Comment(planned)],
            },
        ];
    }

    /// <summary>Looks at a lab and leaves what it saw as the artifact <c>plan-ENV</c>.</summary>
    public static StepsJob Look(LabOnGitHub lab, string target, string id, string environment)
    {
        var parts = new LabJobs(lab);
        return new StepsJob(id)
        {
            Name = lab.Environment,
            Permissions = lab.Ci.IsHosted ? [Permission.Read("contents")] : null,
            Runner = parts.Runner,
            Environment = environment,
            Timeout = parts.Timeout,
            Env = [.. parts.Env, ("NUKE_DRY_RUN", "true")],
            Steps =
            [
                .. parts.Begin(),
                new RunStep($"{target}, touching nothing", $"./build.sh {target}") { Env = parts.Secrets },
                Steps.Upload("Keep what it saw", $"plan-{lab.Environment}", $"artifacts/{lab.Environment}/plan.*"),
            ],
        };
    }

    private static StepsJob Plan(LabOnGitHub lab, string target) =>
        Look(lab, target, JobId.Of($"plan-{lab.Environment}"), $"{lab.Environment}-plan") with { If = OwnBranch };

    private static StepsJob Comment(List<LabOnGitHub> labs) => new("comment")
    {
        Name = "Comment",
        Needs = [.. labs.Select(lab => JobId.Of($"plan-{lab.Environment}"))],
        If = $"!cancelled() && {OwnBranch}",
        Permissions = [Permission.Read("contents"), Permission.Write("pull-requests"), Permission.Write("checks")],
        Runner = Steps.Hosted,
        Timeout = TimeSpan.FromMinutes(15),
        Steps =
        [
            Steps.Checkout(),
            Steps.InstallDotNet(),
            Steps.CompiledBuild(),
            new ActionStep("Fetch what the labs said", "actions/download-artifact") { With = [("pattern", "plan-*"), ("path", "artifacts/plans")] },
            new RunStep("CommentPlan", "./build.sh CommentPlan")
            {
                Env =
                [
                    ("GITHUB_TOKEN", Text.Of("github.token")),
                    ("NUKE_PULL_REQUEST", Text.Of("github.event.pull_request.number")),
                    ("NUKE_COMMIT", Text.Of("github.event.pull_request.head.sha")),
                ],
            },
        ],
    };
}
