using JamLab.Stages.Workflows.Model;

namespace JamLab.Stages.Workflows.Emission;

/// <summary><c>drift.yml</c>: compares each lab with its inventory on a schedule; what differs is one issue a lab, closed when nothing differs any more.</summary>
internal static class DriftWorkflow
{
    public static IEnumerable<Workflow> For(IReadOnlyList<LabOnGitHub> labs, string target)
    {
        var watched = labs.Where(lab => lab.Ci.Drift is not null).ToList();
        if (watched.Count == 0)
            return [];
        return
        [
            new Workflow("drift.yml", "Drift", "Compares labs with their inventories, touching nothing; what differs becomes an issue.")
            {
                On = new Triggers
                {
                    Schedule = [.. watched.Select(lab => lab.Ci.Drift!.Value.Value).Distinct(StringComparer.Ordinal)],
                    Dispatch = [],
                },
                Permissions = [Permission.Read("contents")],
                Concurrency = new Concurrency("drift", CancelInProgress: false),
                Jobs = [.. watched.Select(lab => Watch(lab, target)), Report(watched)],
            },
        ];
    }

    private static StepsJob Watch(LabOnGitHub lab, string target) =>
        PlanWorkflow.Look(lab, target, JobId.Of($"drift-{lab.Environment}"), lab.Environment) with
        {
            If = $"github.event_name != 'schedule' || github.event.schedule == {Text.Literal(lab.Ci.Drift!.Value.Value)}",
        };

    private static StepsJob Report(List<LabOnGitHub> labs) => new("report")
    {
        Name = "Report",
        Needs = [.. labs.Select(lab => JobId.Of($"drift-{lab.Environment}"))],
        If = "!cancelled()",
        Permissions = [Permission.Read("contents"), Permission.Write("issues")],
        Runner = Steps.Hosted,
        Timeout = TimeSpan.FromMinutes(15),
        Steps =
        [
            Steps.Checkout(),
            Steps.InstallDotNet(),
            Steps.CompiledBuild(),
            new ActionStep("Fetch what the labs said", "actions/download-artifact") { With = [("pattern", "plan-*"), ("path", "artifacts/plans")] },
            new RunStep("ReportDrift", "./build.sh ReportDrift") { Env = [("GITHUB_TOKEN", Text.Of("github.token"))] },
        ],
    };
}
