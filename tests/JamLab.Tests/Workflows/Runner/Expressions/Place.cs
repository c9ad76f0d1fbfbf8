namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>A place in a workflow file: the contexts and functions that GitHub makes available there ("Context availability").</summary>
public sealed record Place(string Name, IReadOnlyList<string> Contexts, bool HasStatus = false, bool StatusTakesNames = false, bool HasHashFiles = false)
{
    private static readonly string[] Workflow = ["github", "inputs", "vars"];
    private static readonly string[] Needs = [.. Workflow, "needs"];
    private static readonly string[] Matrix = [.. Needs, "strategy", "matrix"];
    private static readonly string[] Step = [.. Matrix, "steps", "job", "runner", "env"];

    public static Place RunName { get; } = new("run-name", Workflow);

    public static Place WorkflowEnv { get; } = new("env", [.. Workflow, "secrets"]);

    public static Place WorkflowConcurrency { get; } = new("concurrency", Workflow);

    public static Place InputDefault { get; } = new("on.workflow_call.inputs.<id>.default", Workflow);

    public static Place WorkflowOutput { get; } = new("on.workflow_call.outputs.<id>.value", [.. Workflow, "jobs"]);

    public static Place JobIf { get; } = new("jobs.<id>.if", Needs, HasStatus: true, StatusTakesNames: true);

    public static Place Strategy { get; } = new("jobs.<id>.strategy", Needs);

    public static Place Job { get; } = new("jobs.<id>", Matrix);

    public static Place JobEnv { get; } = new("jobs.<id>.env", [.. Matrix, "secrets"]);

    public static Place JobDefaults { get; } = new("jobs.<id>.defaults.run", [.. Matrix, "env"]);

    public static Place JobSecrets { get; } = new("jobs.<id>.secrets", [.. Matrix, "secrets"]);

    public static Place EnvironmentUrl { get; } = new("jobs.<id>.environment.url", Step);

    public static Place JobOutput { get; } = new("jobs.<id>.outputs", [.. Step, "secrets"]);

    public static Place StepIf { get; } = new("jobs.<id>.steps.if", Step, HasStatus: true, HasHashFiles: true);

    public static Place StepValue { get; } = new("jobs.<id>.steps", [.. Step, "secrets"], HasHashFiles: true);

    /// <summary>A place where no expression may stand.</summary>
    public static Place Nowhere { get; } = new("here", []);

    /// <summary>The least and most arguments of a function; null where it is not known at this place.</summary>
    public (int Least, int Most)? Arguments(string function) => function.ToUpperInvariant() switch
    {
        "CONTAINS" or "STARTSWITH" or "ENDSWITH" => (2, 2),
        "FORMAT" => (1, 255),
        "JOIN" => (1, 2),
        "TOJSON" or "FROMJSON" => (1, 1),
        "CASE" => (3, int.MaxValue),
        "ALWAYS" or "CANCELLED" when HasStatus => (0, 0),
        "SUCCESS" or "FAILURE" when HasStatus => (0, StatusTakesNames ? int.MaxValue : 0),
        "HASHFILES" when HasHashFiles => (1, 255),
        _ => null,
    };
}
