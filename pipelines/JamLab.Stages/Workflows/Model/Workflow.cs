namespace JamLab.Stages.Workflows.Model;

/// <summary>What a forge does on an event: jobs, and the order that their needs give them. Nothing here knows how a file of it is written.</summary>
/// <param name="File">The file's name without folder: <c>apply.yml</c>.</param>
/// <param name="Purpose">One sentence for whoever opens the file.</param>
public sealed record Workflow(string File, string Name, string Purpose)
{
    public required Triggers On { get; init; }

    /// <summary>What its token may do unless a job says more; nothing unless given.</summary>
    public IReadOnlyList<Permission> Permissions { get; init; } = [];

    public IReadOnlyList<(string Name, Text Value)> Env { get; init; } = [];

    public Concurrency? Concurrency { get; init; }

    public required IReadOnlyList<Job> Jobs { get; init; }
}

/// <summary>A scope of the token and what it may do there: <c>read</c> or <c>write</c>.</summary>
public sealed record Permission(string Scope, string Access)
{
    public static Permission Read(string scope) => new(scope, "read");

    public static Permission Write(string scope) => new(scope, "write");
}

/// <summary>Of one group only one runs, and one more waits.</summary>
/// <param name="CancelInProgress">Whether a newer one ends what runs.</param>
public sealed record Concurrency(Text Group, bool CancelInProgress);
