namespace JamLab.Stages.Services;

/// <summary>Who runs services: systemd on hosts that are chosen here, or a scheduler.</summary>
public interface IServiceRuntime
{
    /// <summary>Asks what is there and what differs; changes nothing.</summary>
    Task<IReadOnlyList<ServicePlan>> PlanAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation);

    /// <summary>Does what a plan says, so many instances at a time, and takes it back to <paramref name="before"/> where an instance does not become well.</summary>
    Task<ServiceOutcome> DeployAsync(ServicePlan plan, Deployment? before, CancellationToken cancellation);

    /// <summary>What runs, of these services and of those that the inventory no longer has.</summary>
    Task<IReadOnlyList<ServiceStatus>> StatusAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation);

    /// <summary>Services that run and that the inventory no longer has, as far as the last plan saw.</summary>
    IReadOnlyList<string> Left { get; }

    /// <summary>Stops a service everywhere; its data stays.</summary>
    Task StopAsync(string service, CancellationToken cancellation);
}
