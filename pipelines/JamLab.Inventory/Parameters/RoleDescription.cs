using JamLab.Inventory.Model;

namespace JamLab.Inventory.Parameters;

/// <summary>A role as an inventory knows it: its name, and the parameters that <c>parameters:</c> may set. What a role does is no matter here.</summary>
public sealed record RoleDescription(string Name, string Summary, IReadOnlyList<ParameterDescription> Parameters)
{
    /// <summary>What a role finds wrong in values that are right one by one; asked once for each distinct set of them. Null for nothing.</summary>
    public Func<IReadOnlyDictionary<string, Sourced<object>>, IEnumerable<ParameterMistake>>? Check { get; init; }
}

/// <summary>One parameter: <paramref name="Name"/> is its key, <paramref name="Doc"/> a sentence for editors and the reference.</summary>
public sealed record ParameterDescription(string Name, string Doc, ParameterKind Kind)
{
    /// <summary>What holds when nobody sets it, as it would be written in YAML; null for nothing.</summary>
    public string? Default { get; init; }

    /// <summary>A value as it would be written, for messages and editors.</summary>
    public string? Example { get; init; }

    /// <summary>What people from other tools write instead, for "did you mean".</summary>
    public IReadOnlyList<string> Also { get; init; } = [];
}

/// <summary>What a role's own check found; <paramref name="Parameter"/> is the key, dotted for one inside another (<c>source.sha256</c>).</summary>
public sealed record ParameterMistake(string Parameter, string Message, string? Help = null);
