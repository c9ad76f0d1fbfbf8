using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Model;

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
