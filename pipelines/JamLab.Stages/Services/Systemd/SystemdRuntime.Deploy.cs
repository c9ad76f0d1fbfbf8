using JamLab.Convergence.Running;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Services.Systemd;

internal sealed partial class SystemdRuntime
{
    public async Task<ServiceOutcome> DeployAsync(ServicePlan plan, Deployment? before, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var deployment = plan.Deployment;
        var outcome = await DeployInBatchesAsync(plan, before, cancellation).ConfigureAwait(false);
        if (outcome.Kind is OutcomeKind.Deployed or OutcomeKind.Unchanged && plan.Surplus.Count > 0)
        {
            foreach (var host in plan.Surplus)
            {
                var report = await RunAsync(_hosts[host].Host, [new ServiceAbsent(deployment.Name, host)], cancellation).ConfigureAwait(false);
                outcome = report.Problem is null
                    ? outcome with { Kind = OutcomeKind.Deployed }
                    : outcome with { Kind = OutcomeKind.Failed, Problem = $"{host} still runs it and should not: {report.Problem}", WayOut = report.WayOut };
            }
        }

        return outcome with { Elapsed = time.GetElapsedTime(started) };
    }

    private async Task<ServiceOutcome> DeployInBatchesAsync(ServicePlan plan, Deployment? before, CancellationToken cancellation)
    {
        var deployment = plan.Deployment;
        var outcome = new ServiceOutcome(deployment.Name, deployment.Version, OutcomeKind.Unchanged) { Before = plan.Instances.Select(one => one.Version).FirstOrDefault(version => version is not null && version != deployment.Version) };
        var silent = deployment.Hosts.Where(host => _hosts[host.Name].Problem is not null).ToList();
        var well = deployment.Hosts.Where(host => !silent.Contains(host) && !_hosts[host.Name].Changes.ContainsKey(deployment.Name)).ToList();
        var pending = deployment.Hosts.Where(host => _hosts[host.Name].Changes.ContainsKey(deployment.Name)).ToList();
        var done = new List<Host>();
        foreach (var batch in Batches(plan, pending))
        {
            var reports = await Task.WhenAll(batch.Select(host => RunAsync(host, lab.Resources(deployment, host), cancellation))).ConfigureAwait(false);
            done.AddRange(batch.Zip(reports).Where(one => one.Second.Problem is null).Select(one => one.First));
            var failed = reports.Where(report => report.Problem is not null).ToList();
            if (failed.Count > 0)
                return await FailAsync(outcome, plan, before, failed, done, cancellation).ConfigureAwait(false);
        }

        outcome = outcome with { Kind = pending.Count > 0 ? OutcomeKind.Deployed : OutcomeKind.Unchanged, Hosts = [.. well.Concat(done).Select(host => host.Name.Value)] };
        return silent.Count == 0 ? outcome : outcome with
        {
            Kind = OutcomeKind.Failed,
            Problem = string.Join("; ", silent.Select(host => $"{host.Name}: {_hosts[host.Name].Problem}")),
            WayOut = _hosts[silent[0].Name].WayOut,
        };
    }

    /// <summary>Where nothing runs yet there is nothing to be careful about; else the canaries, then so many at a time.</summary>
    internal static IEnumerable<IReadOnlyList<Host>> Batches(ServicePlan plan, IReadOnlyList<Host> pending)
    {
        var update = plan.Deployment.Service.Update;
        if (pending.Count == 0)
            return [];
        if (plan.Instances.All(instance => instance.Version is null))
            return [pending];
        var canaries = pending.Take(update.Canary).ToList();
        return [.. canaries.Count > 0 ? new[] { canaries } : [], .. pending.Skip(canaries.Count).Chunk(Math.Max(1, update.Parallel))];
    }

    // On the hosts that failed the version before goes on, or runs again; those that were changed before them go back.
    private async Task<ServiceOutcome> FailAsync(ServiceOutcome outcome, ServicePlan plan, Deployment? before, List<HostReport> failed, List<Host> done, CancellationToken cancellation)
    {
        var deployment = plan.Deployment;
        var name = $"service {deployment.Name}: ";
        var problem = string.Join('\n', failed.Select(report => $"{report.Host}: {(report.Problem!.StartsWith(name, StringComparison.Ordinal) ? $"{deployment.Version} does not become well: {report.Problem[name.Length..]}" : report.Problem)}"));
        var wayOut = failed.Exists(report => report.Problem!.StartsWith(name, StringComparison.Ordinal)) ? "set the service right in the inventory, or what it needs on the host, and deploy again" : failed[0].WayOut;
        var replaced = done.Where(host => _hosts[host.Name].Now.GetValueOrDefault(deployment.Name)?.Version is { } version && version != deployment.Version).ToList();
        outcome = outcome with { Kind = OutcomeKind.Failed, Hosts = [.. done.Select(host => host.Name.Value)], Problem = problem, WayOut = wayOut };
        if (replaced.Count == 0)
            return outcome.Before is null ? outcome : outcome with { Kind = OutcomeKind.Reverted };
        var names = string.Join(' ', replaced.Select(host => host.Name.Value));
        if (!deployment.Service.Update.AutoRevert)
            return outcome with { Problem = $"{problem}\n{names}: stays at {deployment.Version}, since auto_revert is false" };
        if (before is null)
            return outcome with { Problem = $"{problem}\n{names}: stays at {deployment.Version}, since the version before is not known here" };
        var reports = await Task.WhenAll(replaced.Select(host => RunAsync(host, lab.Resources(before, host), cancellation))).ConfigureAwait(false);
        var stuck = reports.Where(report => report.Problem is not null).ToList();
        return stuck.Count == 0
            ? outcome with { Kind = OutcomeKind.Reverted, Hosts = [], Problem = $"{problem}\n{names}: back at {before.Version}" }
            : outcome with { Problem = $"{problem}\n{string.Join('\n', stuck.Select(report => $"{report.Host}: could not go back to {before.Version}: {report.Problem}"))}" };
    }
}
