using JamLab.Inventory.Model;

namespace JamLab.Stages.Services;

/// <summary>Deploys services wave by wave: those that others depend on first, in a wave all side by side. What depends on a failure is left as it is.</summary>
internal sealed class ServiceStage(IServiceRuntime runtime, ServiceHistory history, Func<ServiceDefinition, string> version)
{
    /// <summary>One outcome a service, in the plans' order.</summary>
    public async Task<IReadOnlyList<ServiceOutcome>> DeployAsync(IReadOnlyList<ServicePlan> plans, CancellationToken cancellation)
    {
        var outcomes = new Dictionary<string, ServiceOutcome>(StringComparer.Ordinal);
        foreach (var wave in Placement.Waves(plans.Select(plan => plan.Deployment.Service)))
        {
            var ready = wave.Select(service => plans.First(plan => plan.Deployment.Name == service.Name.Value)).ToList();
            var done = await Task.WhenAll(ready.Select(plan => DeployAsync(plan, outcomes, cancellation))).ConfigureAwait(false);
            foreach (var outcome in done)
                outcomes[outcome.Service] = outcome;
        }

        return [.. plans.Select(plan => outcomes[plan.Deployment.Name])];
    }

    private async Task<ServiceOutcome> DeployAsync(ServicePlan plan, Dictionary<string, ServiceOutcome> outcomes, CancellationToken cancellation)
    {
        var deployment = plan.Deployment;
        var missing = deployment.Service.DependsOn.Select(one => one.Value).FirstOrDefault(name => outcomes.GetValueOrDefault(name)?.Problem is not null);
        if (missing is not null && !plan.IsEmpty)
            return new ServiceOutcome(deployment.Name, deployment.Version, OutcomeKind.Skipped) { Problem = $"not deployed, since it depends on {missing}, which failed", WayOut = $"set {missing} right, then run again" };
        var before = Before(deployment);
        history.Begins(deployment);
        var outcome = await runtime.DeployAsync(plan, before, cancellation).ConfigureAwait(false);
        if (outcome.Problem is null)
            history.Deployed(deployment);
        else
            history.Failed(deployment);
        return outcome;
    }

    /// <summary>The last version that was well, if it is another one; null when none is known here.</summary>
    public Deployment? Before(Deployment deployment)
    {
        var last = history.Of(deployment.Name).Present;
        return last is null || last == deployment.Version ? null : At(deployment, last);
    }

    /// <summary>A deployment at a version of the past; null when its definition is not known here.</summary>
    public Deployment? At(Deployment deployment, string good) =>
        history.Definition(deployment.Name, good) is { } definition ? deployment with { Definition = definition, Version = version(definition) } : null;
}
