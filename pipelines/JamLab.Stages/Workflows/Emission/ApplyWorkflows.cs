using System.Text.Json;
using JamLab.Inventory.Model;
using JamLab.Stages.Workflows.Model;

namespace JamLab.Stages.Workflows.Emission;

/// <summary><c>apply.yml</c>, which decides what labs are worked on, and for each <c>apply-ENV.yml</c> with the graph: a job a target, spread where it can be.</summary>
internal sealed class ApplyWorkflows(IReadOnlyList<PipelineTarget> pipeline, string branch)
{
    private IReadOnlyList<Input> Inputs(bool asked) =>
    [
        new("target", InputKind.Choice, "How far to go", pipeline[^1].Name) { Options = [.. pipeline.Select(target => target.Name)] },
        new("limit", InputKind.String, asked ? "Hosts, groups, roles or services to confine the run to, with blanks between them; empty for all" : "What the run is confined to", ""),
        new("dry-run", InputKind.Boolean, "Only show what would change", "false"),
        new("allow-destroy", InputKind.Boolean, "Let disks that were in use be destroyed", "false"),
    ];

    public IEnumerable<Workflow> For(IReadOnlyList<LabOnGitHub> labs)
    {
        var applied = labs.Where(lab => lab.Ci.Apply != ApplyMode.Never).ToList();
        return applied.Count == 0 ? [] : [Entry(applied), .. applied.Select(One)];
    }

    public static string FileOf(LabOnGitHub lab) => $"apply-{lab.Environment}.yml";

    private Workflow Entry(List<LabOnGitHub> labs) => new("apply.yml", "Apply", "Brings labs to what the repository says: each by a workflow of its own, never two at once on one lab.")
    {
        On = new Triggers
        {
            Push = labs.Exists(lab => lab.Ci.Apply == ApplyMode.Push) ? new PathFilter([branch], Paths.OfLabs) : null,
            Dispatch = [new("environment", InputKind.Choice, "The lab", labs[0].Environment) { Options = [.. labs.Select(lab => lab.Environment)] }, .. Inputs(asked: true)],
        },
        Permissions = [Permission.Read("contents")],
        Jobs = [.. labs.Select(Call)],
    };

    private Job Call(LabOnGitHub lab)
    {
        var asked = $"inputs.environment == {Text.Literal(lab.Environment)}";
        return new CallJob(JobId.Of(lab.Environment), FileOf(lab))
        {
            Name = lab.Environment,
            If = lab.Ci.Apply == ApplyMode.Push ? $"github.event_name == 'push' || {asked}" : asked,
            Permissions = lab.Ci.IsHosted ? [Permission.Write("contents")] : [Permission.Read("contents")],
            Concurrency = new Concurrency($"lab-{lab.Environment}", CancelInProgress: false),
            With =
            [
                ("target", Text.Of($"inputs.target || {Text.Literal(pipeline[^1].Name)}")),
                ("limit", Text.Of("inputs.limit || ''")),
                ("dry-run", Text.Of("inputs.dry-run || false")),
                ("allow-destroy", Text.Of("inputs.allow-destroy || false")),
            ],
            InheritsSecrets = true,
        };
    }

    private Workflow One(LabOnGitHub lab)
    {
        var parts = new LabJobs(lab);
        var jobs = new List<Job>();
        var ends = new Dictionary<string, string>(StringComparer.Ordinal);
        if (lab.Ci.Approvers.Count > 0)
            jobs.Add(Approval(lab));
        foreach (var target in pipeline)
        {
            var needs = NearestJobs(target, ends);
            if (target.WorksOnLab && lab.Ci.Approvers.Count > 0 && !needs.Exists(need => WorksOnLab(need, ends)))
                needs.Add("approve");
            var waves = Shares.Of(target.Fan, lab.Inventory);
            for (var i = 0; i < Math.Max(1, waves.Count); i++)
            {
                var id = JobId.Of(target.Name) + (waves.Count > 1 ? $"-{i + 1}" : "");
                jobs.Add(Job(lab, parts, target, id, needs, waves.Count == 0 ? [] : waves[i]));
                needs = [id];
                ends[target.Name] = id;
            }
        }

        return new Workflow(FileOf(lab), $"Apply {lab.Environment}", $"Brings the lab '{lab.Environment}' to what the repository says; apply.yml starts it.")
        {
            On = new Triggers { Call = Inputs(asked: false) },
            Permissions = [Permission.Read("contents")],
            Env =
            [
                .. parts.Env,
                ("NUKE_LIMIT", Text.Of("inputs.limit")),
                ("NUKE_DRY_RUN", Text.Of("inputs.dry-run")),
                ("NUKE_ALLOW_DESTROY", Text.Of("inputs.allow-destroy")),
                ("NUKE_ATTEMPT", Steps.Attempt),
                ("NUKE_VARYING", "Share"),
            ],
            Jobs = jobs,
        };
    }

    // What people have let begin runs to its end; looking changes nothing and needs nobody.
    private static StepsJob Approval(LabOnGitHub lab) => new("approve")
    {
        Name = "Approval",
        If = "!inputs.dry-run",
        Permissions = [],
        Runner = Steps.Hosted,
        Environment = $"{lab.Environment}-approval",
        Timeout = TimeSpan.FromMinutes(5),
        Steps = [new RunStep("Note who asked", "echo \"$GITHUB_ACTOR asked, and somebody who may has approved.\" >> \"$GITHUB_STEP_SUMMARY\"")],
    };

    private StepsJob Job(LabOnGitHub lab, LabJobs parts, PipelineTarget target, string id, List<string> needs, IReadOnlyList<Share> shares)
    {
        var isSpread = shares.Count > 0;
        var suffix = isSpread ? (Text)"-" + Text.Of("matrix.name") : "";
        return new StepsJob(id)
        {
            Name = isSpread ? (Text)$"{target.Name} (" + Text.Of("matrix.name") + ")" : target.Name,
            Needs = needs,
            If = $"!cancelled() && !failure() && contains(fromJSON({Text.Literal(JsonSerializer.Serialize(From(target), NamesJson.Default.ListString))}), inputs.target)",
            Permissions = lab.Ci.IsHosted ? [Permission.Write("contents")] : null,
            Runner = parts.Runner,
            Environment = target.WorksOnLab ? lab.Environment : default(Text?),
            Timeout = parts.Timeout,
            Matrix = isSpread ? new Matrix { Include = [.. shares.Select(Cell)], MaxParallel = lab.Ci.IsHosted ? 1 : null } : null,
            Env = isSpread ? [("NUKE_SHARE", Text.Of("matrix.share"))] : [],
            Steps =
            [
                .. parts.Begin(),
                Steps.TakeOverJournals(lab.Environment),
                Steps.Build(target.Name) with { Env = target.WorksOnLab ? parts.Secrets : [] },
                .. parts.End(),
                Steps.HandOnJournal((Text)$"journal-{lab.Environment}-{id}" + suffix),
                Steps.Upload("Keep the reports", (Text)$"reports-{lab.Environment}-{id}" + suffix, $"artifacts/{lab.Environment}/"),
            ],
        };
    }

    private static IReadOnlyList<(string, string)> Cell(Share share) => [("name", share.Name), ("share", string.Join(' ', share.Words))];

    /// <summary>The target and those that cannot be reached without it.</summary>
    private List<string> From(PipelineTarget target) =>
        [.. pipeline.Where(other => other == target || Reaches(other, target)).Select(other => other.Name)];

    private bool Reaches(PipelineTarget from, PipelineTarget to) =>
        from.DependsOn.Any(name => name == to.Name || pipeline.FirstOrDefault(one => one.Name == name) is { } next && Reaches(next, to));

    private static List<string> NearestJobs(PipelineTarget target, Dictionary<string, string> ends) =>
        [.. target.DependsOn.Where(ends.ContainsKey).Select(name => ends[name])];

    private bool WorksOnLab(string job, Dictionary<string, string> ends) =>
        pipeline.Any(target => target.WorksOnLab && ends.GetValueOrDefault(target.Name) == job);
}
