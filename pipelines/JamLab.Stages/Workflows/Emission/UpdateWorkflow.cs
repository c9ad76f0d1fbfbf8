using JamLab.Inventory.Model;
using JamLab.Stages.Workflows.Model;

namespace JamLab.Stages.Workflows.Emission;

/// <summary><c>update.yml</c>: newer versions of what is pinned become a branch and a pull request, which is rehearsed and told the result.</summary>
internal static class UpdateWorkflow
{
    public static IEnumerable<Workflow> For(IReadOnlyList<LabOnGitHub> labs)
    {
        var schedules = labs.Select(lab => lab.Ci.Updates?.Value).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (schedules.Count == 0)
            return [];
        var isRehearsed = labs.Any(lab => lab.Ci.Rehearse != RehearsalKind.Never);
        return
        [
            new Workflow("update.yml", "Update", "Looks for newer versions of pinned tools, images and actions, and offers them as a pull request that has been rehearsed.")
            {
                On = new Triggers { Schedule = schedules, Dispatch = [] },
                Permissions = [Permission.Read("contents")],
                Concurrency = new Concurrency("update", CancelInProgress: false),
                Jobs = isRehearsed ? [Propose(), Rehearse(), Tell()] : [Propose()],
            },
        ];
    }

    private static StepsJob Propose() => new("propose")
    {
        Name = "Propose",
        Permissions = [Permission.Write("contents"), Permission.Write("pull-requests")],
        Runner = Steps.Hosted,
        Timeout = TimeSpan.FromMinutes(30),
        Outputs = [("branch", Text.Of("steps.propose.outputs.branch")), ("pull-request", Text.Of("steps.propose.outputs.pull-request"))],
        Steps =
        [
            Steps.Checkout(),
            Steps.InstallDotNet(),
            Steps.CompiledBuild(),
            new RunStep("ProposeUpdates", "./build.sh ProposeUpdates")
            {
                Id = "propose",

                // The workflow's own token may not change workflows; with one that may, newer actions are offered too.
                Env = [("GITHUB_TOKEN", Text.Of("secrets.JAMLAB_UPDATE_TOKEN || github.token")), ("NUKE_CHANGE_WORKFLOWS", Text.Of("secrets.JAMLAB_UPDATE_TOKEN != ''"))],
            },
        ],
    };

    private static CallJob Rehearse() => new("rehearse", RehearseWorkflow.File)
    {
        Name = "Rehearse",
        Needs = ["propose"],
        If = "needs.propose.outputs.branch != ''",
        Permissions = [Permission.Read("contents")],
        With = [("environment", "all"), ("ref", Text.Of("needs.propose.outputs.branch"))],
    };

    private static StepsJob Tell() => new("tell")
    {
        Name = "Tell the result",
        Needs = ["propose", "rehearse"],
        If = "!cancelled() && needs.propose.outputs.pull-request != ''",
        Permissions = [Permission.Read("contents"), Permission.Write("pull-requests")],
        Runner = Steps.Hosted,
        Timeout = TimeSpan.FromMinutes(15),
        Steps =
        [
            Steps.Checkout(),
            Steps.InstallDotNet(),
            Steps.CompiledBuild(),
            new RunStep("TellRehearsal", "./build.sh TellRehearsal")
            {
                Env =
                [
                    ("GITHUB_TOKEN", Text.Of("github.token")),
                    ("NUKE_PULL_REQUEST", Text.Of("needs.propose.outputs.pull-request")),
                    ("NUKE_RESULT", Text.Of("needs.rehearse.result")),
                ],
            },
        ],
    };
}
