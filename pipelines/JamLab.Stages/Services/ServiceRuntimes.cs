using JamLab.Inventory.Model;
using JamLab.Stages.Services.Systemd;

namespace JamLab.Stages.Services;

/// <summary>Each service by who runs it. <paramref name="nomad"/> is null in a lab of which no service runs there: then nobody need be asked.</summary>
internal sealed class ServiceRuntimes(SystemdRuntime systemd, IServiceRuntime? nomad) : IServiceRuntime
{
    /// <summary>The one that knows hosts.</summary>
    public SystemdRuntime Systemd => systemd;

    public IReadOnlyList<string> Left => [.. Each.SelectMany(one => one.Left).Distinct().Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<ServicePlan>> PlanAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation)
    {
        var plans = await AllAsync(deployments, (runtime, theirs) => runtime.PlanAsync(theirs, cancellation)).ConfigureAwait(false);
        return [.. deployments.Select(deployment => plans.First(plan => plan.Deployment == deployment))];
    }

    public Task<ServiceOutcome> DeployAsync(ServicePlan plan, Deployment? before, CancellationToken cancellation) =>
        Of(plan.Deployment).DeployAsync(plan, before, cancellation);

    public async Task<IReadOnlyList<ServiceStatus>> StatusAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation)
    {
        var statuses = await AllAsync(deployments, (runtime, theirs) => runtime.StatusAsync(theirs, cancellation)).ConfigureAwait(false);
        return [.. deployments.Select(deployment => statuses.First(status => status.Service == deployment.Name))];
    }

    public async Task StopAsync(string service, CancellationToken cancellation)
    {
        foreach (var runtime in Each.Where(one => one.Left.Contains(service)))
            await runtime.StopAsync(service, cancellation).ConfigureAwait(false);
    }

    private IEnumerable<IServiceRuntime> Each => nomad is null ? [systemd] : [systemd, nomad];

    private IServiceRuntime Of(Deployment deployment) => deployment.Service.Runtime == ServiceRuntime.Nomad && nomad is not null ? nomad : systemd;

    // All are asked, also those that nothing is for: what is left of earlier services shows there.
    private async Task<List<T>> AllAsync<T>(IReadOnlyList<Deployment> deployments, Func<IServiceRuntime, IReadOnlyList<Deployment>, Task<IReadOnlyList<T>>> ask) =>
        [.. (await Task.WhenAll(Each.Select(runtime => ask(runtime, [.. deployments.Where(one => ReferenceEquals(Of(one), runtime))]))).ConfigureAwait(false)).SelectMany(answers => answers)];
}
