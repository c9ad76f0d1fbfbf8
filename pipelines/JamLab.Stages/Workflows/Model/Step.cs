namespace JamLab.Stages.Workflows.Model;

/// <summary>One thing that a job does.</summary>
public abstract record Step(string Name)
{
    public string? Id { get; init; }

    /// <summary>An expression without braces; null for "when all went well so far".</summary>
    public string? If { get; init; }
}

/// <summary>Commands of bash, which get whatever is not known when the file is written from the environment.</summary>
public sealed record RunStep : Step
{
    /// <param name="script">Without expressions: GitHub would paste their values into the script, and a branch's name could be a command.</param>
    public RunStep(string name, string script)
        : base(name)
    {
        if (script.Contains("${{", StringComparison.Ordinal))
            throw new ArgumentException($"the script of '{name}' holds an expression; hand its value over in the environment");
        Script = script;
    }

    public string Script { get; }

    public IReadOnlyList<(string Name, Text Value)> Env { get; init; } = [];
}

/// <summary>An action of somebody else, by its repository; the version comes from the lock file.</summary>
public sealed record ActionStep(string Name, string Action) : Step(Name)
{
    public IReadOnlyList<(string Name, Text Value)> With { get; init; } = [];
}
