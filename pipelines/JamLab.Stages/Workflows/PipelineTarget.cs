namespace JamLab.Stages.Workflows;

/// <summary>A target of the build graph that becomes a job, as the build tells it: stages know nothing of targets.</summary>
/// <param name="DependsOn">The targets that must have succeeded, as the graph has them.</param>
/// <param name="Fan">Over what it is spread, side by side.</param>
public sealed record PipelineTarget(string Name, IReadOnlyList<string> DependsOn, FanOut Fan = FanOut.None)
{
    /// <summary>Whether it works on the lab, and so has its secrets and waits for approval.</summary>
    public bool WorksOnLab { get; init; } = true;
}

/// <summary>What a target's work can be divided by.</summary>
public enum FanOut
{
    /// <summary>One job.</summary>
    None,

    /// <summary>A job a template.</summary>
    Templates,

    /// <summary>A job a group of hosts.</summary>
    Hosts,

    /// <summary>A job a service.</summary>
    Services,
}
