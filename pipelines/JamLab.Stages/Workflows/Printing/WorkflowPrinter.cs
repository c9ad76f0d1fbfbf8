using JamLab.Stages.Workflows.Model;

namespace JamLab.Stages.Workflows.Printing;

/// <summary>Writes workflows as GitHub reads them (docs.github.com, workflow syntax for GitHub Actions): the same model is the same bytes.</summary>
internal sealed class WorkflowPrinter(ActionLock actions)
{
    /// <summary>The file without its header.</summary>
    public string Print(Workflow workflow) => YamlFile.Write(Yaml.Map(
        ("name", workflow.Name),
        ("on", TriggersOf(workflow.On)),
        ("permissions", PermissionsOf(workflow.Permissions)),
        ("env", Pairs(workflow.Env)),
        ("defaults", Yaml.Map(("run", Yaml.Map(("shell", "bash"))))),
        ("concurrency", ConcurrencyOf(workflow.Concurrency)),
        ("jobs", Yaml.Map(workflow.Jobs.Select(job => (job.Id, (Yaml?)JobOf(job)))))));

    private static Yaml TriggersOf(Triggers on) => Yaml.Map(
        ("push", FilterOf(on.Push)),
        ("pull_request", FilterOf(on.PullRequest)),
        ("schedule", on.Schedule.Count == 0 ? null : Yaml.List(on.Schedule.Select(cron => Yaml.Map(("cron", cron))))),
        ("workflow_dispatch", InputsOf(on.Dispatch, called: false)),
        ("workflow_call", InputsOf(on.Call, called: true)));

    private static Yaml? FilterOf(PathFilter? filter) => filter is null ? null : Yaml.Map(
        ("branches", filter.Branches.Count == 0 ? null : Yaml.Words(filter.Branches)),
        ("paths", filter.Paths.Count == 0 ? null : Yaml.List(filter.Paths.Select(path => (Yaml)path))));

    private static Yaml? InputsOf(IReadOnlyList<Input>? inputs, bool called) => inputs is null ? null
        : inputs.Count == 0 ? Yaml.Map()
        : Yaml.Map(("inputs", Yaml.Map(inputs.Select(input => (input.Name, (Yaml?)InputOf(input, called))))));

    // Another workflow's inputs know no choice.
    private static Yaml InputOf(Input input, bool called) => Yaml.Map(
        ("description", input.Description),
        ("type", input.Kind == InputKind.Choice && called ? "string" : input.Kind.ToString().ToLowerInvariant()),
        ("options", input.Kind == InputKind.Choice && !called ? Yaml.List(input.Options.Select(option => (Yaml)option)) : null),
        ("default", input.Kind == InputKind.Boolean ? input.Default == "true" : input.Default));

    private static Yaml PermissionsOf(IReadOnlyList<Permission> permissions) =>
        Yaml.Map(permissions.Select(one => (one.Scope, (Yaml?)one.Access)));

    private static Yaml? ConcurrencyOf(Concurrency? concurrency) => concurrency is null ? null : Yaml.Map(
        ("group", concurrency.Group.Written),
        ("cancel-in-progress", concurrency.CancelInProgress));

    private static Yaml? Pairs(IReadOnlyList<(string Name, Text Value)> pairs) =>
        pairs.Count == 0 ? null : Yaml.Map(pairs.Select(pair => (pair.Name, (Yaml?)pair.Value.Written)));

    private Yaml JobOf(Job job)
    {
        var common = new (string, Yaml?)[]
        {
            ("name", job.Name?.Written),
            ("needs", job.Needs.Count == 0 ? null : Yaml.Words(job.Needs)),
            ("if", job.If),
            ("permissions", job.Permissions is { } permissions ? PermissionsOf(permissions) : null),
            ("concurrency", ConcurrencyOf(job.Concurrency)),
        };
        return Yaml.Map([.. common, .. job switch
        {
            CallJob call => new (string, Yaml?)[]
            {
                ("uses", $"./.github/workflows/{call.File}"),
                ("with", Pairs(call.With)),
                ("secrets", call.InheritsSecrets ? "inherit" : null),
            },
            StepsJob steps =>
            [
                ("runs-on", steps.Runner is [var only] ? only : Yaml.Words(steps.Runner)),
                ("environment", steps.Environment?.Written),
                ("timeout-minutes", (int)Math.Ceiling(steps.Timeout.TotalMinutes)),
                ("strategy", StrategyOf(steps.Matrix)),
                ("outputs", Pairs(steps.Outputs)),
                ("env", Pairs(steps.Env)),
                ("steps", Yaml.List(steps.Steps.Select(StepOf))),
            ],
            _ => throw new ArgumentException($"'{job.Id}' is no job that GitHub knows"),
        }]);
    }

    private static Yaml? StrategyOf(Matrix? matrix) => matrix is null ? null : Yaml.Map(
        ("fail-fast", false),
        ("max-parallel", matrix.MaxParallel is { } most ? most : null),
        ("matrix", matrix.Axis is { } axis
            ? Yaml.Map((axis.Key, axis.Values.Written))
            : Yaml.Map(("include", Yaml.List(matrix.Include.Select(cell => Yaml.Map(cell.Select(pair => (pair.Key, (Yaml?)Text.Plain(pair.Value).Written)))))))));

    private Yaml StepOf(Step step)
    {
        var common = new (string, Yaml?)[] { ("name", step.Name), ("id", step.Id), ("if", step.If) };
        return Yaml.Map([.. common, .. step switch
        {
            RunStep run => new (string, Yaml?)[] { ("run", run.Script), ("env", Pairs(run.Env)) },
            ActionStep action => [("uses", Pinned(action.Action)), ("with", Pairs(action.With))],
            _ => throw new ArgumentException($"'{step.Name}' is no step that GitHub knows"),
        }]);
    }

    // actions/cache/restore is a folder of actions/cache.
    private YamlText Pinned(string action)
    {
        var pinned = actions[string.Join('/', action.Split('/').Take(2))];
        return new YamlText($"{action}@{pinned.Commit}", pinned.Version);
    }
}
