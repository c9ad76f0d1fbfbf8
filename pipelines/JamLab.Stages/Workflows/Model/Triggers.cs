namespace JamLab.Stages.Workflows.Model;

/// <summary>What starts a workflow; null for events that do not.</summary>
public sealed record Triggers
{
    public PathFilter? Push { get; init; }

    public PathFilter? PullRequest { get; init; }

    /// <summary>Times in the five fields of cron, UTC.</summary>
    public IReadOnlyList<string> Schedule { get; init; } = [];

    /// <summary>By hand or over the API, with these inputs.</summary>
    public IReadOnlyList<Input>? Dispatch { get; init; }

    /// <summary>By a job of another workflow, with these inputs.</summary>
    public IReadOnlyList<Input>? Call { get; init; }
}

/// <summary>Branches and paths that an event must be about; empty for any.</summary>
public sealed record PathFilter(IReadOnlyList<string> Branches, IReadOnlyList<string> Paths);

/// <summary>A question to whoever starts a workflow.</summary>
public sealed record Input(string Name, InputKind Kind, string Description, string Default)
{
    /// <summary>The answers of a <see cref="InputKind.Choice"/>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}

/// <summary>What an input takes.</summary>
public enum InputKind
{
    /// <summary>Any text.</summary>
    String,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>One of its options; a text where another workflow calls.</summary>
    Choice,
}
