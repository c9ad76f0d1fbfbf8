using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Model;

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
