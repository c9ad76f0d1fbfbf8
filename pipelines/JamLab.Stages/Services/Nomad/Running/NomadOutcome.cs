namespace JamLab.Stages.Services.Nomad.Running;

/// <summary>How a deployment ended well.</summary>
public enum NomadOutcome
{
    /// <summary>Nomad runs the job as it should be already.</summary>
    Unchanged,

    /// <summary>All instances are there and healthy.</summary>
    Deployed,

    /// <summary>The canaries are healthy, and the job file asks for somebody's word (<see cref="NomadRuntime.PromoteAsync"/>) before the others follow.</summary>
    AwaitsPromotion,
}

/// <summary>The new version does not run: what Nomad says, the broken instances with their last events and log lines, and what runs now instead.</summary>
public sealed class NomadDeploymentException(string message, string? detail) : StageException(message, detail)
{
    /// <summary>The message without the details.</summary>
    public string Problem { get; } = message;

    /// <summary>The version that Nomad went back to; null when it did not.</summary>
    public long? RevertedTo { get; init; }
}
