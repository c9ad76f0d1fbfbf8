namespace JamLab.Convergence.Running;

/// <summary>
/// Brings hosts to what they should be, side by side: all are asked at once; those whose changes interrupt nothing that rolls are changed at once, the others in turn with a health gate between.
/// A host that fails stops no other.
/// </summary>
public sealed class FleetRun(RunSettings settings, TimeProvider time)
{
    /// <summary>One report a host, in the order of the declarations; never throws for what a host does.</summary>
    public async Task<IReadOnlyList<HostReport>> RunAsync(IReadOnlyList<HostDeclaration> declarations, IReadOnlyList<Rolling> rolling, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var hosts = declarations
            .Select(one => new HostRun(one, settings, [.. rolling.Where(role => one.Resources.Any(declared => declared.Role == role.Role))], time, started)).ToList();
        try
        {
            await EachAsync(hosts, host => host.ProbeAsync(cancellation), cancellation).ConfigureAwait(false);
            if (!settings.DryRun)
            {
                var able = hosts.Where(host => !host.HasFailed).ToList();
                await EachAsync(able.Where(host => host.Interrupted.Count == 0 && !host.Plan!.IsEmpty), host => host.ApplyAsync(cancellation), cancellation).ConfigureAwait(false);
                await RollAsync([.. able.Where(host => host.Interrupted.Count > 0).OrderBy(host => host.GoesLast)], cancellation).ConfigureAwait(false);
                await EachAsync(able.Where(host => !host.HasFailed && !host.AfterwardsPlan!.IsEmpty), host => host.ApplyAfterwardsAsync(cancellation), cancellation).ConfigureAwait(false);
            }

            return [.. hosts.Select(host => host.Report())];
        }
        finally
        {
            foreach (var host in hosts)
                await host.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Task EachAsync(IEnumerable<HostRun> hosts, Func<HostRun, Task> work, CancellationToken cancellation) =>
        Parallel.ForEachAsync(hosts, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, settings.Parallel), CancellationToken = cancellation }, (host, _) => new ValueTask(work(host)));

    private async Task RollAsync(List<HostRun> hosts, CancellationToken cancellation)
    {
        for (var next = 0; next < hosts.Count;)
        {
            var first = hosts[next];
            var batch = hosts.Skip(next).Take(Math.Max(1, first.Interrupted.Min(role => role.AtOnce))).ToList();
            next += batch.Count;
            var gates = batch.ToDictionary(host => host, host => host.Interrupted);
            await EachAsync(batch, host => host.ApplyAsync(cancellation), cancellation).ConfigureAwait(false);
            foreach (var host in batch.Where(host => !host.HasFailed))
            {
                foreach (var role in gates[host])
                    await host.PassGateAsync(role, cancellation).ConfigureAwait(false);
            }

            if (batch.Find(host => host.HasFailed) is not { } failed)
                continue;
            foreach (var left in hosts.Skip(next))
                left.GiveUp($"not changed, since {failed.Host} failed before it", $"set {failed.Host} right, then run again");
            return;
        }
    }
}
