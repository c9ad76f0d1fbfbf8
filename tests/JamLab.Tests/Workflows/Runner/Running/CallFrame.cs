using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>What a workflow was given by who started it: the event, or a calling job.</summary>
internal sealed record CallFrame
{
    /// <summary>Ids of the calling jobs, as in <c>home / </c>.</summary>
    public required string Prefix { get; init; }

    public required string NamePrefix { get; init; }

    public required ObjectValue Inputs { get; init; }

    public required IReadOnlyDictionary<string, string> Secrets { get; init; }

    /// <summary>Names of secrets that an environment may give in a called workflow; null when it may give all.</summary>
    public IReadOnlySet<string>? DeclaredSecrets { get; init; }

    /// <summary>What the token may do when the workflow says nothing; in a called workflow also the most that it may say.</summary>
    public required Permissions Permissions { get; init; }

    /// <summary>Whether something before the calling job ran in this attempt, so that all here runs again.</summary>
    public bool IsTouched { get; init; }

    public IReadOnlyList<string> HeldGroups { get; init; } = [];
}
