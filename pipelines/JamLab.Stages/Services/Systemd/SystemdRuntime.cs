using System.Collections.Concurrent;
using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Running;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Services.Systemd;

/// <summary>
/// Services as units of systemd on hosts that are chosen here. All hosts are asked at once, in one round trip each; then each service goes its own way, canaries first, and a host is
/// changed for one service at a time.
/// </summary>
/// <param name="lab">What hosts should be.</param>
/// <param name="connect">The way to a host; null for one whose machine was never made.</param>
/// <param name="settings">How hosts are changed.</param>
/// <param name="time">For durations.</param>
/// <param name="alsoAsk">Hosts that may have something of a service from before.</param>
/// <param name="all">All services of the inventory that run here.</param>
internal sealed partial class SystemdRuntime(
    SystemdLab lab, Func<Host, IHostConnector?> connect, RunSettings settings, TimeProvider time, IReadOnlyList<Host> alsoAsk, IReadOnlyList<string> all) : IServiceRuntime
{
    private const string Role = "services";

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HostReport> _reports = new(StringComparer.Ordinal);
    private Dictionary<string, HostSituation> _hosts = [];

    /// <summary>What was done on each host, all of its round trips counted.</summary>
    public IReadOnlyList<HostReport> Reports => [.. _reports.Values.OrderBy(report => report.Host, StringComparer.Ordinal)];

    public IReadOnlyList<string> Left => [.. _hosts.Values.SelectMany(host => host.Installed).Except(all).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Hosts that could not be asked.</summary>
    public IReadOnlyList<HostSituation> Silent => [.. _hosts.Values.Where(host => host.Problem is not null)];

    public async Task<IReadOnlyList<ServicePlan>> PlanAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation)
    {
        await AskAsync(deployments, cancellation).ConfigureAwait(false);
        return [.. deployments.Select(Plan)];
    }

    /// <summary>Sets right what is kept for all services, such as who may say in Consul where a service is; throws when that fails.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var host in _hosts.Values.Where(host => host.Unkept.Count > 0).ToList())
        {
            var report = await RunAsync(host.Host, host.Unkept, cancellation).ConfigureAwait(false);
            if (report.Problem is not null)
                throw new StageException($"{host.Host.Name}: {report.Problem}", report.WayOut);
        }
    }

    public async Task<IReadOnlyList<ServiceStatus>> StatusAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation)
    {
        await AskAsync(deployments, cancellation).ConfigureAwait(false);
        return Found(deployments);
    }

    /// <summary>What the last question saw, nobody asked again.</summary>
    public IReadOnlyList<ServiceStatus> Found(IReadOnlyList<Deployment> deployments) => [.. deployments.Select(Status)];

    public async Task StopAsync(string service, CancellationToken cancellation)
    {
        var hosts = _hosts.Values.Where(host => host.Installed.Contains(service)).ToList();
        var reports = await Task.WhenAll(hosts.Select(host => RunAsync(host.Host, [new ServiceAbsent(service, host.Host.Name)], cancellation))).ConfigureAwait(false);
        if (reports.FirstOrDefault(report => report.Problem is not null) is { } failed)
            throw new StageException($"{service} on {failed.Host}: {failed.Problem}", failed.WayOut);
    }

    private async Task AskAsync(IReadOnlyList<Deployment> deployments, CancellationToken cancellation)
    {
        IEnumerable<Host> keeper = deployments.Count > 0 && lab.FirstServer is { } first ? [first] : [];
        var hosts = deployments.SelectMany(one => one.Hosts).Concat(alsoAsk).Concat(keeper).Distinct().ToList();
        var asked = await Task.WhenAll(hosts.Select(host => AskAsync(host, [.. deployments.Where(one => one.Hosts.Contains(host))], cancellation))).ConfigureAwait(false);
        _hosts = asked.ToDictionary(host => host.Host.Name.Value, StringComparer.Ordinal);
    }

    private async Task<HostSituation> AskAsync(Host host, IReadOnlyList<Deployment> here, CancellationToken cancellation)
    {
        var situation = new HostSituation(host, here);
        var started = time.GetTimestamp();
        if (connect(host) is not { } connector)
            return situation with { Changes = here.ToDictionary(one => one.Name, IReadOnlyList<Difference> (_) => [new Difference("its machine does not exist yet")], StringComparer.Ordinal) };
        var kept = lab.Kept(host, all);
        var parts = here.ToDictionary(one => one.Name, one => lab.Resources(one, host), StringComparer.Ordinal);
        var resources = kept.Concat(parts.Values.SelectMany(part => part)).ToList();
        try
        {
            var facts = await HostProbe.AskAsync(connector, resources.SelectMany(one => one.Facts).Append(InstalledServicesFact.Instance), cancellation).ConfigureAwait(false);
            var changes = Changes(resources, facts);
            Note(new HostReport(host.Name, changes.Count > 0 ? HostOutcome.WouldChange : HostOutcome.Unchanged)
            {
                Resources = [.. resources.Select(one => new ResourceReport(Role, one.Name, changes.ContainsKey(one) ? ResourceOutcome.WouldChange : ResourceOutcome.Unchanged) { Differences = changes.GetValueOrDefault(one)?.Differences ?? [] })],
                RoundTrips = 1,
                Elapsed = time.GetElapsedTime(started),
            });
            return situation with
            {
                Unkept = [.. kept.Where(changes.ContainsKey)],
                Changes = parts.Where(part => part.Value.Any(changes.ContainsKey))
                    .ToDictionary(part => part.Key, IReadOnlyList<Difference> (part) => [.. part.Value.Where(changes.ContainsKey).SelectMany(one => changes[one].Differences)], StringComparer.Ordinal),
                Now = parts.ToDictionary(part => part.Key, part => facts.Get(part.Value.OfType<ServiceInstance>().Single().Seen), StringComparer.Ordinal),
                Installed = facts.Get(InstalledServicesFact.Instance).Names,
            };
        }
        catch (HostLostException lost)
        {
            Note(new HostReport(host.Name, HostOutcome.Unreachable) { Problem = lost.Message, WayOut = lost.WayOut, Elapsed = time.GetElapsedTime(started) });
            return situation with { Problem = lost.Message, WayOut = lost.WayOut };
        }
        catch (HostFailedException failed)
        {
            Note(new HostReport(host.Name, HostOutcome.Failed) { Problem = failed.Message, WayOut = failed.WayOut, RoundTrips = 1, Elapsed = time.GetElapsedTime(started) });
            return situation with { Problem = failed.Message, WayOut = failed.WayOut };
        }
    }

    private static Dictionary<Resource, Change> Changes(IReadOnlyList<Resource> resources, HostFacts facts)
    {
        var changes = new Dictionary<Resource, Change>(ReferenceEqualityComparer.Instance);
        foreach (var resource in resources)
        {
            if (resource.Diff(facts) is not { } change)
                continue;
            facts.Take(change);
            changes[resource] = change;
        }

        return changes;
    }

    private ServicePlan Plan(Deployment deployment)
    {
        var placed = deployment.Placed.Select(host => host.Name.Value).ToHashSet(StringComparer.Ordinal);
        return new ServicePlan(deployment, [.. deployment.Hosts.Select(host => Planned(deployment.Name, _hosts[host.Name]))])
        {
            Surplus = [.. _hosts.Values.Where(host => host.Installed.Contains(deployment.Name) && !placed.Contains(host.Host.Name)).Select(host => host.Host.Name.Value)],
        };
    }

    private static PlannedInstance Planned(string service, HostSituation host) =>
        new(host.Host.Name, host.Now.GetValueOrDefault(service)?.Version, host.Changes.GetValueOrDefault(service) ?? []) { Problem = host.Problem };

    private ServiceStatus Status(Deployment deployment)
    {
        var instances = new List<InstanceStatus>();
        foreach (var host in deployment.Hosts.Select(host => _hosts[host.Name]))
        {
            if (host.Problem is not null)
                instances.Add(new InstanceStatus(host.Host.Name, null, "unreachable", false));
            else if (host.Now.GetValueOrDefault(deployment.Name) is { Active: { } letter } now)
                instances.Add(Status(host, now, now.Of(letter), $"{deployment.Name}-{letter}-{host.Host.Name}"));
        }

        instances.AddRange(Plan(deployment).Surplus.Select(host => new InstanceStatus(host, null, "not wanted here", false)));
        return new ServiceStatus(deployment.Name, deployment.Service.Count.Value, instances);
    }

    private static InstanceStatus Status(HostSituation host, ServiceInfo now, SlotInfo slot, string id)
    {
        var state = !slot.IsRunning ? slot.State : now.Health.GetValueOrDefault(id) ?? "running";
        return new InstanceStatus(host.Host.Name, now.Version, state, state is "passing" or "running");
    }

    // Turns are taken here, so that services of one host do not wait for each other on the host itself.
    private async Task<HostReport> RunAsync(Host host, IReadOnlyList<Resource> resources, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(host.Name, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var connector = connect(host) ?? throw new StageException($"{host.Name} was never made", "run ProvisionVms first");
            var report = (await new FleetRun(settings, time).RunAsync([new HostDeclaration(connector, [.. resources.Select(one => new Declared(Role, one))])], [], cancellation).ConfigureAwait(false))[0];
            Note(report);
            return report;
        }
        finally
        {
            turn.Release();
        }
    }

    private void Note(HostReport report) => _reports.AddOrUpdate(report.Host, report, (_, before) => report with
    {
        Resources = [.. before.Resources.Where(one => report.Resources.All(other => other.Resource != one.Resource)), .. report.Resources],
        Outcome = report.Outcome == HostOutcome.Unchanged && before.Outcome == HostOutcome.Changed ? HostOutcome.Changed : report.Outcome,
        RoundTrips = before.RoundTrips + report.RoundTrips,
        Elapsed = before.Elapsed + report.Elapsed,
        Problem = report.Problem ?? before.Problem,
        WayOut = report.WayOut ?? before.WayOut,
    });
}
