using System.Collections.Concurrent;
using JamLab.Convergence;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Nomad.Jobs;
using JamLab.Stages.Services.Nomad.Running;

namespace JamLab.Stages.Services.Nomad;

/// <summary>Services on Nomad, which chooses the hosts itself: in plans all of a service's instances are one, on the host "nomad".</summary>
/// <param name="client">The way to Nomad; null while its machines were never made.</param>
/// <param name="lab">Names that jobs bear.</param>
/// <param name="inventory">Tells which hosts may run a service.</param>
/// <param name="secret">Opens a secret of the environment's state.</param>
/// <param name="tell">Told each step, one line, without secrets.</param>
/// <param name="time">For durations.</param>
internal sealed class NomadServiceRuntime(
    NomadClient? client, NomadLab lab, LabInventory inventory, Func<string, Secret> secret, Action<string> tell, TimeProvider time) : IServiceRuntime
{
    private const string Nomad = "nomad";

    private readonly NomadRuntime? _runtime = client is null ? null : new NomadRuntime(client, lab);
    private readonly ConcurrentDictionary<(string Service, string Version), NomadJob> _jobs = new();
    private IReadOnlyDictionary<string, NomadStatus> _now = new Dictionary<string, NomadStatus>();

    public IReadOnlyList<string> Left =>
        [.. _now.Values.Where(one => !one.IsStopped && !(inventory.Services.TryGetValue(one.Service, out var service) && service.Runtime == ServiceRuntime.Nomad)).Select(one => one.Service).Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<ServicePlan>> PlanAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation)
    {
        if (_runtime is null)
            return [.. deployments.Select(one => Plan(one, [new Difference("Nomad's machines do not exist yet")]))];
        try
        {
            await LookAsync(cancellation).ConfigureAwait(false);
            await ReadAsync(deployments, cancellation).ConfigureAwait(false);
            return await Task.WhenAll(deployments.Select(one => PlanAsync(_runtime, one, cancellation))).ConfigureAwait(false);
        }
        catch (NomadException silent) when (silent is NomadUnreachableException or NomadDeniedException)
        {
            return [.. deployments.Select(one => Plan(one, [], silent.Message))];
        }
    }

    public async Task<ServiceOutcome> DeployAsync(ServicePlan plan, Deployment? before, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var deployment = plan.Deployment;
        var outcome = new ServiceOutcome(deployment.Name, deployment.Version, OutcomeKind.Failed) { Before = plan.Instances[0].Version ?? before?.Version };
        if (_runtime is null || plan.Instances[0].Problem is not null)
            return outcome with { Problem = plan.Instances[0].Problem ?? "Nomad's machines do not exist yet", WayOut = "run ProvisionVms and ConfigureBase first" };
        try
        {
            if (plan.IsEmpty)
                return outcome with { Kind = OutcomeKind.Unchanged, Hosts = _now.GetValueOrDefault(deployment.Name)?.Nodes ?? [], Elapsed = time.GetElapsedTime(started) };
            var job = _jobs[(deployment.Name, deployment.Version)];
            outcome = await DeployAsync(_runtime, job, outcome, cancellation).ConfigureAwait(false);
            return outcome with { Hosts = await _runtime.WhereAsync(job.Id, cancellation).ConfigureAwait(false), Elapsed = time.GetElapsedTime(started) };
        }
        catch (NomadDeploymentException failed)
        {
            return outcome with { Kind = failed.RevertedTo is null ? OutcomeKind.Failed : OutcomeKind.Reverted, Problem = failed.Problem, WayOut = failed.Detail, Elapsed = time.GetElapsedTime(started) };
        }
        catch (NomadException failed)
        {
            return outcome with { Problem = failed.Problem, WayOut = failed.Detail, Elapsed = time.GetElapsedTime(started) };
        }
    }

    public async Task<IReadOnlyList<ServiceStatus>> StatusAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation)
    {
        if (_runtime is null)
            return [.. deployments.Select(one => new ServiceStatus(one.Name, one.Service.Count, []))];
        try
        {
            await LookAsync(cancellation).ConfigureAwait(false);
            return [.. deployments.Select(Status)];
        }
        catch (NomadException silent)
        {
            tell(silent.Message);
            return [.. deployments.Select(one => new ServiceStatus(one.Name, one.Service.Count, [new InstanceStatus(Nomad, null, "unreachable", false)]))];
        }
    }

    public async Task StopAsync(string service, CancellationToken cancellation)
    {
        if (_runtime is not null && _now.GetValueOrDefault(service) is { } left)
            await _runtime.StopAsync(left.JobId, purge: false, cancellation).ConfigureAwait(false);
    }

    private async Task<ServiceOutcome> DeployAsync(NomadRuntime runtime, NomadJob job, ServiceOutcome outcome, CancellationToken cancellation)
    {
        var kind = await runtime.DeployAsync(job, tell, cancellation).ConfigureAwait(false);
        if (kind == NomadOutcome.AwaitsPromotion)
            tell($"{job.Id}: the canaries are well and wait for your word, as the job file asks: nomad job promote {job.Id}");
        return outcome with { Kind = kind == NomadOutcome.Unchanged ? OutcomeKind.Unchanged : OutcomeKind.Deployed };
    }

    private async Task<ServicePlan> PlanAsync(NomadRuntime runtime, Deployment deployment, CancellationToken cancellation)
    {
        var plan = await runtime.PlanAsync(_jobs[(deployment.Name, deployment.Version)], cancellation).ConfigureAwait(false);
        foreach (var line in plan.IsUnchanged ? [] : plan.Effects.Concat(plan.Unplaced))
            tell($"{deployment.Name}: {line}");
        return Plan(deployment, plan.Differences);
    }

    // All mistakes in all jobs are told together, before anything is changed.
    private async Task ReadAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation)
    {
        var problems = new ConcurrentBag<Diagnostic>();
        await Task.WhenAll(deployments.Select(async deployment =>
        {
            try
            {
                _jobs[(deployment.Name, deployment.Version)] = await JobAsync(deployment, cancellation).ConfigureAwait(false);
            }
            catch (DiagnosticException wrong)
            {
                foreach (var one in wrong.Diagnostics)
                    problems.Add(one);
            }
        })).ConfigureAwait(false);
        if (!problems.IsEmpty)
            throw new DiagnosticException([.. problems.OrderBy(one => one.Place?.File, StringComparer.Ordinal).ThenBy(one => one.Place?.Line).ThenBy(one => one.Place?.Column)]);
    }

    private async Task<NomadJob> JobAsync(Deployment deployment, CancellationToken cancellation)
    {
        if (deployment.Definition.Kind != ServiceKind.Job)
            return NomadJob.Of(ServiceMapping.Of(deployment, Placement.Candidates(deployment.Service, inventory), secret), lab);
        var file = Path.Combine(Path.GetDirectoryName(inventory.File) ?? "", deployment.Service.Job?.Value ?? $"{deployment.Name}.nomad.hcl");
        return await new JobFile(deployment.Name, file, deployment.Definition.Program, deployment.Version).ParseAsync(client!, lab, cancellation).ConfigureAwait(false);
    }

    private async Task LookAsync(CancellationToken cancellation) =>
        _now = (await _runtime!.StatusAsync(cancellation).ConfigureAwait(false)).GroupBy(one => one.Service, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.OrderBy(job => job.IsStopped).First(), StringComparer.Ordinal);

    private ServicePlan Plan(Deployment deployment, IReadOnlyList<Difference> differences, string? problem = null) =>
        new(deployment, [new PlannedInstance(Nomad, _now.GetValueOrDefault(deployment.Name)?.Version, differences) { Problem = problem }]);

    private ServiceStatus Status(Deployment deployment)
    {
        if (_now.GetValueOrDefault(deployment.Name) is not { } now)
            return new ServiceStatus(deployment.Name, deployment.Service.Count, []);
        return new ServiceStatus(deployment.Name, now.IsStopped ? deployment.Service.Count : now.Wanted,
            [.. now.Instances.Select(one => new InstanceStatus(one.Node, one.JobVersion == now.JobVersion ? now.Version : null, one.IsRunning && one.IsHealthy ? "passing" : one.State, one.IsHealthy))]);
    }
}
