using JamLab.Inventory.Model;
using JamLab.Stages.Workflows.Model;

namespace JamLab.Stages.Workflows.Emission;

/// <summary><c>rehearse.yml</c>: the whole pipeline for the environments that a change touches, on machines that one of GitHub's runners makes and forgets.</summary>
internal static class RehearseWorkflow
{
    public const string File = "rehearse.yml";

    public static IEnumerable<Workflow> For(IReadOnlyList<LabOnGitHub> labs, IReadOnlyList<PipelineTarget> pipeline)
    {
        var rehearsed = labs.Where(lab => lab.Ci.Rehearse != RehearsalKind.Never).ToList();
        if (rehearsed.Count == 0)
            return [];
        return
        [
            new Workflow(File, "Rehearse", "Makes the labs that a change touches anew on a runner, from images to services, and keeps what was seen.")
            {
                On = new Triggers
                {
                    PullRequest = new PathFilter([], Paths.OfLabs),
                    Dispatch = [new("environment", InputKind.Choice, "The lab", "all") { Options = ["all", .. rehearsed.Select(lab => lab.Environment)] }, new("ref", InputKind.String, "The branch or commit; empty for the one it is started on", "")],
                    Call =
                    [
                        new("environment", InputKind.String, "The lab, or all", "all"),
                        new("ref", InputKind.String, "The branch or commit", ""),
                    ],
                },
                Permissions = [Permission.Read("contents")],

                // Of a branch only the newest state is worth rehearsing.
                Concurrency = new Concurrency((Text)"rehearse-" + Text.Of("inputs.ref || github.ref"), CancelInProgress: true),
                Jobs = [Select(), Rehearse(rehearsed, pipeline[^1].Name)],
            },
        ];
    }

    private static StepsJob Select() => new("select")
    {
        Name = "What is touched",
        Runner = Steps.Hosted,
        Timeout = TimeSpan.FromMinutes(15),
        Outputs = [("rehearsals", Text.Of("steps.select.outputs.rehearsals"))],
        Steps =
        [
            Steps.Checkout(wholeHistory: true, reference: Text.Of("inputs.ref || github.sha")),
            Steps.InstallDotNet(),
            Steps.CompiledBuild(),
            new RunStep("SelectRehearsals", "./build.sh SelectRehearsals")
            {
                Id = "select",
                Env =
                [
                    ("NUKE_REHEARSE", Text.Of("inputs.environment || ''")),
                    ("NUKE_SINCE", Text.Of("github.event.pull_request.base.sha")),
                ],
            },
        ],
    };

    private static StepsJob Rehearse(List<LabOnGitHub> labs, string target) => new("rehearse")
    {
        Name = (Text)"Rehearse " + Text.Of("matrix.rehearsal.environment"),
        Needs = ["select"],
        If = "needs.select.outputs.rehearsals != '[]'",
        Runner = Steps.Hosted,
        Timeout = labs.Max(lab => lab.Ci.Timeout),
        Matrix = new Matrix { Axis = ("rehearsal", Text.Of("fromJSON(needs.select.outputs.rehearsals)")) },
        Env =
        [
            ("NUKE_ENVIRONMENT", Text.Of("matrix.rehearsal.environment")),
            ("NUKE_HYPERVISOR", Text.Of("matrix.rehearsal.hypervisor")),
            ("NUKE_INSTALL_TOOLS", "true"),
        ],
        Steps =
        [
            Steps.Checkout(reference: Text.Of("inputs.ref || github.sha")),
            Steps.InstallDotNet(),
            Steps.CompiledBuild(),
            Steps.AsRoot(target, $"./build.sh {target}"),
            Steps.Upload("Keep reports and portal", (Text)"rehearsal-" + Text.Of("matrix.rehearsal.environment"), (Text)"artifacts/" + Text.Of("matrix.rehearsal.environment") + "/"),
            Steps.Upload("Keep the machines' serial logs", (Text)"serial-logs-" + Text.Of("matrix.rehearsal.environment"), (Text)"environments/" + Text.Of("matrix.rehearsal.environment") + "/.state/*/machines/*/serial.log", days: 7, hidden: true),
        ],
    };
}
