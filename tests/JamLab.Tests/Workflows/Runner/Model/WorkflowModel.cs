using JamLab.Tests.Workflows.Runner.Expressions;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Model;

/// <summary>A workflow file, checked; what may hold expressions is kept as it was written.</summary>
public sealed class WorkflowModel
{
    /// <summary>Path from the root of the repository.</summary>
    public required string Path { get; init; }

    public required string Name { get; init; }

    public string? RunName { get; init; }

    public required Triggers On { get; init; }

    public Permissions? Permissions { get; init; }

    public YamlMappingNode? Env { get; init; }

    public YamlMappingNode? RunDefaults { get; init; }

    public ConcurrencyModel? Concurrency { get; init; }

    public required IReadOnlyList<JobModel> Jobs { get; init; }

    /// <summary>All jobs that a job stands behind, directly or not; without the job itself.</summary>
    public IReadOnlySet<string> Ancestors(string job)
    {
        var result = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<string>([job]);
        while (open.TryPop(out var next))
        {
            foreach (var need in Jobs.FirstOrDefault(x => x.Id.Equals(next, StringComparison.OrdinalIgnoreCase))?.Needs ?? [])
            {
                if (result.Add(need))
                    open.Push(need);
            }
        }

        return result;
    }
}

/// <summary>A job: either steps on a runner, or the call of another workflow (<see cref="Uses"/>).</summary>
public sealed class JobModel
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public required IReadOnlyList<string> Needs { get; init; }

    public string? If { get; init; }

    public YamlNode? RunsOn { get; init; }

    public YamlNode? Environment { get; init; }

    public ConcurrencyModel? Concurrency { get; init; }

    public YamlMappingNode? Outputs { get; init; }

    public YamlMappingNode? Env { get; init; }

    public YamlMappingNode? RunDefaults { get; init; }

    public StrategyModel? Strategy { get; init; }

    public Permissions? Permissions { get; init; }

    public YamlNode? TimeoutMinutes { get; init; }

    public YamlNode? ContinueOnError { get; init; }

    public string? Uses { get; init; }

    public YamlMappingNode? With { get; init; }

    /// <summary>Secrets of a call; null when all are inherited or none are given.</summary>
    public YamlMappingNode? Secrets { get; init; }

    public bool InheritsSecrets { get; init; }

    public IReadOnlyList<StepModel> Steps { get; init; } = [];
}

/// <summary>Each part may be an expression.</summary>
public sealed record StrategyModel(YamlNode? Matrix, YamlNode? FailFast, YamlNode? MaxParallel);

/// <summary>A group in which one runs at a time; <paramref name="Queue"/> is <c>single</c> or <c>max</c>.</summary>
public sealed record ConcurrencyModel(YamlNode Group, YamlNode? CancelInProgress, string Queue);

/// <summary>A script (<see cref="Run"/>) or an action (<see cref="Uses"/>).</summary>
public sealed class StepModel
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? If { get; init; }

    public string? Run { get; init; }

    public string? Uses { get; init; }

    public string? Shell { get; init; }

    public string? WorkingDirectory { get; init; }

    public YamlMappingNode? With { get; init; }

    public YamlMappingNode? Env { get; init; }

    public YamlNode? ContinueOnError { get; init; }

    public YamlNode? TimeoutMinutes { get; init; }
}

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
