using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Running;

/// <summary>One host in one run: asked, changed, asked again. Keeps its connection until the end.</summary>
internal sealed class HostRun(HostDeclaration declaration, RunSettings settings, IReadOnlyList<Rolling> rolling, TimeProvider time, long runStarted) : IAsyncDisposable
{
    // What can only be planned after other changes gets a second go, and what that brings to light a third.
    private const int MostPasses = 3;

    private readonly Dictionary<Declared, ResourceReport> _reports = [];
    private readonly Redaction _redaction = new(settings.Secrets);
    private IHostShell? _shell;
    private int _roundTrips;
    private TimeSpan _startedAt;
    private TimeSpan _worked;
    private HostReport? _problem;

    public string Host => declaration.Host;

    public bool HasFailed => _problem is not null;

    public HostPlan? Plan { get; private set; }

    public HostPlan? AfterwardsPlan { get; private set; }

    /// <summary>Whether the host said of itself that it goes last in this role's order.</summary>
    public bool GoesLast { get; private set; }

    /// <summary>The roles whose running parts the plan interrupts.</summary>
    public IReadOnlyList<Rolling> Interrupted => [.. rolling.Where(role => Plan?.Interrupts(role.Role) == true)];

    private IEnumerable<Declared> All => declaration.Resources.Concat(declaration.Afterwards);

    public Task ProbeAsync(CancellationToken cancellation) => WorkAsync(async () =>
    {
        _startedAt = Now;
        settings.OnEvent?.Invoke(new HostEvent(Host, "connecting"));
        var markers = new Markers();
        var probe = Probe(markers);
        _shell = await declaration.Connector.ConnectAsync(cancellation).ConfigureAwait(false);
        settings.OnEvent?.Invoke(new HostEvent(Host, "asking"));
        var result = await AskAsync(probe, cancellation).ConfigureAwait(false);
        MakePlans(probe.Read(result.Output, result.Errors));
        NotePlans();
    });

    // A connection that an earlier stage left may have died since, and asking twice harms nobody.
    private async Task<ShellResult> AskAsync(ProbeScript probe, CancellationToken cancellation)
    {
        try
        {
            return await SendAsync(probe.Text(), null, cancellation).ConfigureAwait(false);
        }
        catch (HostLostException) when (_shell!.WasOpen)
        {
            await _shell.DisposeAsync().ConfigureAwait(false);
            _shell = await declaration.Connector.ConnectAsync(cancellation).ConfigureAwait(false);
            return await SendAsync(probe.Text(), null, cancellation).ConfigureAwait(false);
        }
    }

    public Task ApplyAsync(CancellationToken cancellation) => ConvergeAsync(() => Plan!, cancellation);

    public Task ApplyAfterwardsAsync(CancellationToken cancellation) => ConvergeAsync(() => AfterwardsPlan!, cancellation);

    /// <summary>Waits until the gate is content; false, with the problem noted, when it is not in time.</summary>
    public async Task<bool> PassGateAsync(Rolling role, CancellationToken cancellation)
    {
        await WorkAsync(async () =>
        {
            settings.OnEvent?.Invoke(new HostEvent(Host, $"waiting for {role.Role} to be healthy"));
            var end = time.GetTimestamp() + (long)(role.GateWithin.TotalSeconds * time.TimestampFrequency);
            var said = "";
            while (time.GetTimestamp() < end)
            {
                var result = await SendAsync(Gate(role), null, cancellation).ConfigureAwait(false);
                if (result.ExitCode == 0)
                    return;
                said = (result.Output + result.Errors).Trim().Split('\n')[^1];
            }

            throw new HostFailedException($"{role.Role} did not become healthy within {role.GateWithin.TotalSeconds:0} s: {(said.Length == 0 ? "its check says nothing" : said)}",
                "no further host is changed; look at the host, then run again");
        }).ConfigureAwait(false);
        return !HasFailed;
    }

    public void GiveUp(string problem, string wayOut) => _problem ??= new HostReport(Host, HostOutcome.NotReached) { Problem = problem, WayOut = wayOut };

    public HostReport Report()
    {
        var resources = All.Select(declared => _reports.GetValueOrDefault(declared) ?? new ResourceReport(declared.Role, declared.Resource.Name, ResourceOutcome.NotReached)).ToList();
        var outcome = _problem?.Outcome
            ?? (resources.Any(one => one.Outcome == ResourceOutcome.WouldChange) ? HostOutcome.WouldChange
            : resources.Any(one => one.Outcome == ResourceOutcome.Changed) ? HostOutcome.Changed : HostOutcome.Unchanged);
        return new HostReport(Host, outcome)
        {
            Resources = resources,
            RoundTrips = _roundTrips,
            StartedAt = _startedAt,
            Elapsed = _worked,
            Problem = _problem?.Problem,
            WayOut = _problem?.WayOut,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_shell is not null)
            await _shell.DisposeAsync().ConfigureAwait(false);
    }

    private TimeSpan Now => time.GetElapsedTime(runStarted);

    // The loop runs on the host, so that waiting costs no round trips.
    private static string Gate(Rolling role) =>
        $"j_gate() {{\nj_left=20\nwhile :; do\n(\n{role.Gate.Reveal().TrimEnd('\n')}\n) </dev/null >\"$j_said\" 2>&1 && return 0\nj_left=$((j_left-1)); [ $j_left -gt 0 ] || return 1\nsleep 0.25\ndone\n}}\n" +
        "j_main() { j_said=$(mktemp); j_gate; j_code=$?; tail -n 1 \"$j_said\"; rm -f \"$j_said\"; exit $j_code; }\nj_main\n";

    private ProbeScript Probe(Markers markers) =>
        new(All.SelectMany(declared => declared.Resource.Facts).Concat(rolling.Where(role => role.GoesLast is not null).Select(role => new Facts.CheckFact(role.GoesLast!))), markers);

    private void MakePlans(HostFacts facts)
    {
        GoesLast = rolling.Any(role => role.GoesLast is not null && facts.Get(new Facts.CheckFact(role.GoesLast)));
        Plan = HostPlan.Make(declaration.Resources, facts);
        AfterwardsPlan = HostPlan.Make(declaration.Afterwards, facts);
    }

    private void NotePlans()
    {
        foreach (var (declared, change) in Plan!.Entries.Concat(AfterwardsPlan!.Entries).Where(entry => _reports.GetValueOrDefault(entry.Declared)?.Outcome != ResourceOutcome.Changed))
        {
            _reports[declared] = change is null
                ? new ResourceReport(declared.Role, declared.Resource.Name, ResourceOutcome.Unchanged)
                : new ResourceReport(declared.Role, declared.Resource.Name, settings.DryRun ? ResourceOutcome.WouldChange : ResourceOutcome.NotReached) { Differences = _redaction.Clean(change.Differences) };
        }
    }

    private Task ConvergeAsync(Func<HostPlan> current, CancellationToken cancellation) => WorkAsync(async () =>
    {
        for (var pass = 1; !current().IsEmpty; pass++)
        {
            var changes = current().Changes.Where(entry => !entry.Change.IsDeferred).ToList();
            if (changes.Count == 0 || pass > MostPasses)
                throw Unsettled(current());
            if (!await ApplyOnceAsync(changes, cancellation).ConfigureAwait(false))
            {
                pass--;
                continue;
            }

            // What was just set right and differs first of all differs by itself; those behind it may differ because of what is before them.
            if (!current().IsEmpty && changes.Exists(entry => ReferenceEquals(entry.Declared, current().Changes[0].Declared)))
                throw Unsettled(current());
        }
    });

    private HostFailedException Unsettled(HostPlan plan)
    {
        var (declared, change) = plan.Changes[0];
        _reports[declared] = _reports[declared] with { Outcome = ResourceOutcome.Failed, Differences = _redaction.Clean(change.Differences) };
        return new HostFailedException($"{declared.Resource.Name} still differs after it was set right: {_redaction.Clean(string.Join("; ", change.Differences))}",
            "something on the host sets it back, or two roles want different things; look who else manages it");
    }

    // False when nothing was done because another run's script was at the host; the plans are new then.
    private async Task<bool> ApplyOnceAsync(List<(Declared Declared, Change Change)> changes, CancellationToken cancellation)
    {
        foreach (var (declared, change) in changes)
        {
            foreach (var file in change.Sends)
                await SendFileAsync(declared.Resource.Name, file, cancellation).ConfigureAwait(false);
        }

        var markers = new Markers();
        var probe = Probe(markers);
        var script = new ApplyScript([.. changes.Select(entry => entry.Change)], probe, markers, settings);
        var progress = new ApplyProgress(markers, changes, _reports, () => Now, _redaction, (what, resource) => settings.OnEvent?.Invoke(new HostEvent(Host, what, resource)));
        ShellResult result;
        try
        {
            result = await SendAsync(script.Text(), progress.OnLine, cancellation).ConfigureAwait(false);
        }
        catch (HostLostException lost)
        {
            progress.End();
            throw new HostLostException($"the connection was lost {progress.Where}: {lost.Message}", progress.IsGuarded
                ? $"the host takes the change back by itself {UndoSeconds} s after its script has ended; set the sshd or network settings right in the inventory, then run again"
                : "run again: the host is asked anew and only what is missing is done", lost);
        }

        progress.End();
        if (progress.IsGuarded)
            await ConfirmAsync(script, changes, cancellation).ConfigureAwait(false);
        if (progress.Failed is { } failed)
            throw new HostFailedException($"{failed.Name}: {failed.Said}", failed.WayOut);
        if (!progress.IsComplete && !progress.IsStale)
            throw new HostLostException($"the host ended the script {progress.Where}: {_redaction.Clean(result.Errors.Trim())}", "run again: the host is asked anew and only what is missing is done");
        MakePlans(probe.Read(result.Output, result.Errors));
        if (progress.IsStale)
            NotePlans();
        return progress.IsComplete;
    }

    private async Task ConfirmAsync(ApplyScript script, List<(Declared Declared, Change Change)> changes, CancellationToken cancellation)
    {
        settings.OnEvent?.Invoke(new HostEvent(Host, "confirming with a second connection"));
        try
        {
            await using var second = await declaration.Connector.ConnectAsync(cancellation).ConfigureAwait(false);
            _roundTrips++;
            var result = await second.RunAsync(script.Confirm, null, cancellation).ConfigureAwait(false);
            if (result.ExitCode == 0)
                return;
            Unconfirmed(changes);
            throw new HostFailedException($"after the change it took too long to log in again, and the host has taken it back: {result.Errors.Trim()}",
                "find out what holds up logging in, then run again");
        }
        catch (HostLostException lost)
        {
            Unconfirmed(changes);
            throw new HostFailedException($"after the change nobody could log in any more ({lost.Message}); the host takes it back by itself within {UndoSeconds} s",
                "set the sshd or network settings right in the inventory, then run again");
        }
    }

    private int UndoSeconds => (int)settings.UndoAfter.TotalSeconds;

    private void Unconfirmed(List<(Declared Declared, Change Change)> changes)
    {
        foreach (var (declared, _) in changes.Where(entry => entry.Change.Undo is not null && _reports[entry.Declared].Outcome == ResourceOutcome.Changed))
            _reports[declared] = _reports[declared] with { Outcome = ResourceOutcome.Failed };
    }

    private async Task SendFileAsync(string resource, SentFile file, CancellationToken cancellation)
    {
        settings.OnEvent?.Invoke(new HostEvent(Host, "sending", resource));
        foreach (var piece in Sending.Pieces(file))
        {
            var result = await SendAsync(piece, null, cancellation).ConfigureAwait(false);
            if (result.ExitCode != 0)
                throw new HostFailedException($"{resource}: {file.Source.Path} could not be sent: {result.Errors.Trim()}", KnownFailures.WayOut(result.Errors));
        }
    }

    private async Task<ShellResult> SendAsync(HostText script, Action<string>? onLine, CancellationToken cancellation)
    {
        _roundTrips++;
        return await _shell!.RunAsync(script, onLine, cancellation).ConfigureAwait(false);
    }

    private async Task WorkAsync(Func<Task> work)
    {
        var started = Now;
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (HostLostException lost)
        {
            _problem = new HostReport(Host, _reports.Count == 0 ? HostOutcome.Unreachable : HostOutcome.Failed) { Problem = _redaction.Clean(lost.Message), WayOut = lost.WayOut };
        }
        catch (HostFailedException failed)
        {
            _problem = new HostReport(Host, HostOutcome.Failed) { Problem = _redaction.Clean(failed.Message), WayOut = failed.WayOut };
        }
        finally
        {
            settings.OnEvent?.Invoke(new HostEvent(Host, HostEvent.Done));
            _worked += Now - started;
        }
    }
}
