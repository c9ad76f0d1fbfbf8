using JamLab.Stages.Services;

namespace JamLab.Tests.Services;

/// <summary>A runtime that notes what it is asked to deploy; some services never become well.</summary>
internal sealed class RecordedRuntime(params string[] ill) : IServiceRuntime
{
    private readonly Lock _lock = new();

    /// <summary>Services in the order in which their deployments began, with the version that would come back.</summary>
    public List<(string Service, string? Before)> Deployed { get; } = [];

    public IReadOnlyList<string> Left => [];

    public Task<IReadOnlyList<ServicePlan>> PlanAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ServicePlan>>([.. deployments.Select(one => new ServicePlan(one, [new PlannedInstance("vs0", null, [new JamLab.Convergence.Difference("version")])]))]);

    public Task<ServiceOutcome> DeployAsync(ServicePlan plan, Deployment? before, CancellationToken cancellation)
    {
        lock (_lock)
            Deployed.Add((plan.Deployment.Name, before?.Version));
        return Task.FromResult(new ServiceOutcome(plan.Deployment.Name, plan.Deployment.Version, OutcomeKind.Deployed)
        {
            Problem = ill.Contains(plan.Deployment.Name) ? "it does not become well" : null,
        });
    }

    public Task<IReadOnlyList<ServiceStatus>> StatusAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ServiceStatus>>([]);

    public Task StopAsync(string service, CancellationToken cancellation) => Task.CompletedTask;
}
