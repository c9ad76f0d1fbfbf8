namespace JamLab.Tests.Workflows.Runner;

/// <summary>What happened: <paramref name="Name"/> as in <c>on</c>, and what <c>github.event</c> holds as JSON.</summary>
public sealed record WorkflowEvent(string Name)
{
    public string Payload { get; init; } = "{}";

    public string Ref { get; init; } = "refs/heads/main";

    /// <summary>The branch of a pull request.</summary>
    public string HeadRef { get; init; } = "";

    /// <summary>The branch that a pull request goes to.</summary>
    public string BaseRef { get; init; } = "";

    /// <summary>The kind of event, as in <c>types</c>.</summary>
    public string? Action { get; init; }

    /// <summary>For filters by path; null when nobody knows.</summary>
    public IReadOnlyList<string>? ChangedFiles { get; init; }

    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The commit; HEAD of the repository when null.</summary>
    public string? Sha { get; init; }

    public string RefName => Ref.Split('/', 3) is ["refs", "heads" or "tags" or "pull", var name] ? name : Ref;

    public static WorkflowEvent Push(string branch, params string[] changedFiles) =>
        new("push") { Ref = $"refs/heads/{branch}", ChangedFiles = changedFiles };

    public static WorkflowEvent PullRequest(int number, string head, string @base, params string[] changedFiles) => new("pull_request")
    {
        Ref = $"refs/pull/{number}/merge",
        HeadRef = head,
        BaseRef = @base,
        Action = "opened",
        ChangedFiles = changedFiles,
        Payload = $$"""{"action":"opened","number":{{number}},"pull_request":{"number":{{number}} } }""",
    };

    public static WorkflowEvent Dispatch(params (string Name, string Value)[] inputs) =>
        new("workflow_dispatch") { Inputs = inputs.ToDictionary(x => x.Name, x => x.Value) };

    public static WorkflowEvent Schedule(string cron) => new("schedule") { Payload = $$"""{"schedule":"{{cron}}"}""" };
}
