using JamLab.Tests.Workflows.Runner.Expressions;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>What starts a workflow.</summary>
public sealed class Triggers
{
    public required IReadOnlyDictionary<string, EventFilter> Events { get; init; }

    public IReadOnlyList<InputModel> DispatchInputs { get; init; } = [];

    public IReadOnlyList<string> Schedules { get; init; } = [];

    public CallModel? Call { get; init; }
}

/// <summary>What a reusable workflow takes and gives.</summary>
public sealed record CallModel(IReadOnlyList<InputModel> Inputs, IReadOnlyDictionary<string, bool> RequiredBySecret, IReadOnlyDictionary<string, string> Outputs);

/// <summary>An input: <c>string</c>, <c>boolean</c>, <c>number</c>, <c>choice</c> or <c>environment</c>.</summary>
public sealed record InputModel(string Name, string Type, bool Required, YamlScalarNode? Default, IReadOnlyList<string> Options)
{
    /// <summary>What the input is when nobody gives it.</summary>
    public Value Missing => Type switch
    {
        "boolean" => Value.False,
        "number" => Value.Of(0),
        _ => Value.Empty,
    };
}
