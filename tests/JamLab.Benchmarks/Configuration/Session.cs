using JamLab.Benchmarks.Configuration.Contenders;
using JamLab.Benchmarks.Configuration.Fleet;

namespace JamLab.Benchmarks.Configuration;

/// <summary>The order of measuring. A contender that fails loses its figures, not those of the others.</summary>
internal sealed partial class Session(ConfigureOptions options, CancellationToken cancellation)
{
    private readonly Results _results = new(options.Runs);
    private readonly EndStates _states = new();
    private readonly List<string> _notes = [];
    private IReadOnlyList<string> _parts = [];

    public void Note(string text)
    {
        _notes.Add(text);
        Console.WriteLine(text);
    }

    /// <summary>Ours and the floor, in turns: first runs from hosts that were set back, then with nothing to change.</summary>
    public async Task SmallAsync(FleetLab fleet)
    {
        var ours = Ours.Of(fleet);
        Contender[] all = [Floor.Default(fleet), Floor.Curve25519(fleet), Floor.Open(fleet), ours];
        await FirstRunsAsync(fleet, ours, all).ConfigureAwait(false);
        await AgainAsync(fleet, ours, [.. all, Floor.Nothing(fleet)]).ConfigureAwait(false);
    }

    /// <summary>The same hosts with more to look at.</summary>
    public async Task ManyResourcesAsync(FleetLab fleet)
    {
        if (options.ManyResources == 0)
            return;
        var before = fleet.Wanted;
        fleet.Declare(new Wanted(options.ManyResources));
        var ours = Ours.Of(fleet);
        Contender[] all = [Floor.Default(fleet), ours];
        await FirstRunsAsync(fleet, ours, all, runs: 1).ConfigureAwait(false);
        await AgainAsync(fleet, ours, all).ConfigureAwait(false);
        await TryAsync("setting the hosts back", () => fleet.ResetAsync(cancellation)).ConfigureAwait(false);
        fleet.Declare(before);
    }

    /// <summary>The peers, one after the other, since a run takes minutes.</summary>
    public async Task AnsibleAsync(FleetLab fleet)
    {
        foreach (var name in options.Ansible)
        {
            if (!Ansible.All.TryGetValue(name, out var make))
            {
                Note($"There is no way to run Ansible that is called {name}; there are {string.Join(", ", Ansible.All.Keys)}.");
                continue;
            }

            Contender[] one = [make(fleet)];
            await FirstRunsAsync(fleet, null, one).ConfigureAwait(false);
            await AgainAsync(fleet, null, one).ConfigureAwait(false);
        }
    }

    /// <summary>More hosts; what the first ones have stays.</summary>
    public async Task ManyHostsAsync(FleetLab fleet)
    {
        if (options.ManyHosts == 0)
            return;
        var grown = await TryAsync($"making {options.ManyHosts} machines", async () =>
        {
            await fleet.BecomeAsync(options.ManyHosts, cancellation).ConfigureAwait(false);
            await fleet.ResetAsync(cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (!grown)
            return;
        var ours = Ours.Of(fleet);
        Contender[] all = [Floor.Default(fleet), Floor.Curve25519(fleet), ours];
        await FirstRunsAsync(fleet, ours, all, runs: 1).ConfigureAwait(false);
        await AgainAsync(fleet, ours, all).ConfigureAwait(false);
    }

    private async Task FirstRunsAsync(FleetLab fleet, Contender? ours, Contender[] contenders, int? runs = null)
    {
        for (var run = 0; run < (runs ?? options.Runs); run++)
        {
            foreach (var contender in contenders)
            {
                var row = RowOf(fleet, contender, ours);
                if (row.Failure is not null || row.First.Total > options.Budget.TotalSeconds)
                    continue;
                await MeasureAsync(row, async () =>
                {
                    await fleet.ResetAsync(cancellation).ConfigureAwait(false);
                    var (trial, _) = await RunAsync(contender, contender.First!).ConfigureAwait(false);
                    _states.Add(fleet.Wanted, row, await fleet.LookAsync(cancellation).ConfigureAwait(false));
                    row.First.Add(trial);
                    Console.WriteLine($"{row.Fleet}: {row.Label}: first run {trial.Seconds:0.00} s, {trial.Starts} started, {trial.Bytes / 1000} kB");
                }).ConfigureAwait(false);
            }
        }
    }

    private async Task AgainAsync(FleetLab fleet, Contender? ours, Contender[] contenders)
    {
        for (var run = 0; run < options.Runs; run++)
        {
            foreach (var contender in contenders)
            {
                var row = RowOf(fleet, contender, ours);
                if (row.Failure is not null || row.Again.Total > options.Budget.TotalSeconds)
                    continue;
                await MeasureAsync(row, async () =>
                {
                    var (trial, output) = await RunAsync(contender, contender.Again).ConfigureAwait(false);
                    if (contender.HasChanged(output))
                        throw new InvalidOperationException("it changed something in a run that should have found nothing to change");
                    row.Again.Add(trial);
                    if (ReferenceEquals(contender, ours) && _parts.Count == 0)
                        _parts = Ours.Parts(output);
                    Console.WriteLine($"{row.Fleet}: {row.Label}: nothing to change {trial.Seconds:0.00} s, {trial.Starts} started, {trial.Bytes / 1000} kB");
                }).ConfigureAwait(false);
            }
        }
    }

    private Row RowOf(FleetLab fleet, Contender contender, Contender? ours) =>
        _results.Row($"{fleet.Names.Count} hosts, {fleet.Wanted.Size} resources", contender.Label, ReferenceEquals(contender, ours));

    private async Task<(Trial Trial, string Output)> RunAsync(Contender contender, Func<CliWrap.Command> command)
    {
        if (contender.Before is { } before)
            await Trial.RunAsync(before(), options.Limit, cancellation).ConfigureAwait(false);
        try
        {
            return await Trial.RunAsync(command(), options.Limit, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (contender.After is { } after)
                await Trial.RunAsync(after(), options.Limit, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task MeasureAsync(Row row, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            row.Failure = failure.Message;
            Console.WriteLine($"{row.Fleet}: {row.Label}: {row.Failure}");
        }
    }

    private async Task<bool> TryAsync(string what, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
            return true;
        }
        catch (InvalidOperationException failure)
        {
            Note($"{what}: {failure.Message}");
            return false;
        }
    }
}
