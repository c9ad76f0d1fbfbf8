namespace JamLab.Stages.Workflows.Model;

/// <summary>A part of a workflow that waits for others and runs for itself.</summary>
/// <param name="Id">Its name in <c>needs</c>.</param>
public abstract record Job(string Id)
{
    public Text? Name { get; init; }

    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>An expression without braces; null for "when all that it needs succeeded".</summary>
    public string? If { get; init; }

    /// <summary>What its token may do; null for what the workflow's may.</summary>
    public IReadOnlyList<Permission>? Permissions { get; init; }

    public Concurrency? Concurrency { get; init; }
}

/// <summary>A job of steps on one runner, or on several side by side.</summary>
public sealed record StepsJob(string Id) : Job(Id)
{
    public required IReadOnlyList<string> Runner { get; init; }

    /// <summary>The forge's environment whose protection and secrets hold; null for none.</summary>
    public Text? Environment { get; init; }

    public Matrix? Matrix { get; init; }

    public IReadOnlyList<(string Name, Text Value)> Outputs { get; init; } = [];

    public IReadOnlyList<(string Name, Text Value)> Env { get; init; } = [];

    public required TimeSpan Timeout { get; init; }

    public required IReadOnlyList<Step> Steps { get; init; }
}

/// <summary>A job that is another workflow of the same repository.</summary>
public sealed record CallJob(string Id, string File) : Job(Id)
{
    public IReadOnlyList<(string Name, Text Value)> With { get; init; } = [];

    /// <summary>Whether the other workflow sees secrets: those of an environment reach it in no other way (actions/runner#4453).</summary>
    public bool InheritsSecrets { get; init; }
}

/// <summary>One job many times, side by side; one that fails does not end the others.</summary>
public sealed record Matrix
{
    /// <summary>The jobs, each with its values.</summary>
    public IReadOnlyList<IReadOnlyList<(string Key, string Value)>> Include { get; init; } = [];

    /// <summary>In place of <see cref="Include"/>: an axis whose values a job before has found.</summary>
    public (string Key, Text Values)? Axis { get; init; }

    /// <summary>How many run side by side; null for as many as there are runners.</summary>
    public int? MaxParallel { get; init; }
}
