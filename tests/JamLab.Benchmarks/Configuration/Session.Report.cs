using System.Globalization;
using JamLab.Benchmarks.Configuration.Fleet;

namespace JamLab.Benchmarks.Configuration;

internal sealed partial class Session
{
    /// <summary>The section's text: the table, what was aimed at, and what did not work.</summary>
    public string Report()
    {
        var failures = _results.Failures.Concat(_notes.Select(note => $"- {note}")).ToList();
        return $"""
            Debian 12 in containers (nspawn) that `ProvisionVms` made; hosts and controller share the same {Environment.ProcessorCount} cores. Each line is a whole process, medians of {options.Runs} where nothing else is said.
            All log in as the same account and become root with sudo. A host of {options.Size} resources: {Kinds(new Wanted(options.Size))}.
            Before each first run a script takes everything back. "Started" counts processes and threads on the whole machine and "on the wire" bytes with all headers, both with nothing to change.
            {Repository.Machine}. Run it with `./build.sh Benchmarks --benchmark configure` (root; about half an hour).

            {_results.ToTable()}

            {Parts()}
            {_states.Report(new Wanted(options.Size))}

            {Goals()}{(failures.Count == 0 ? "" : $"\n\nWhat did not work:\n\n{string.Join('\n', failures)}")}
            """;
    }

    private string Parts() => _parts.Count == 0 ? "" : $"Where the time of `ConfigureBase` with nothing to change goes, on the small fleet: {string.Join(", ", _parts)}.\n";

    private static string Kinds(Wanted wanted) =>
        $"files ({wanted.Files.Count}), directories ({wanted.Directories.Count}), lines ({wanted.Lines.Count}), groups ({wanted.Groups.Count}), users ({wanted.Users.Count}), kernel settings ({wanted.Sysctls.Count}), units with their files ({wanted.Units.Count})";

    private string Goals()
    {
        var small = $"{options.Hosts} hosts, {options.Size} resources";
        var ours = _results.Find(small, "ConfigureBase");
        var floor = _results.Find(small, "floor");
        var tuned = _results.Find(small, "ControlPersist");
        var more = _results.Find($"{options.Hosts} hosts, {options.ManyResources} resources", "ConfigureBase");
        var many = _results.Find($"{options.ManyHosts} hosts, {options.Size} resources", "ConfigureBase");
        return string.Join('\n', [
            "| goal | wanted | measured |",
            "|---|---:|---:|",
            Goal("nothing to change, to the floor", "at most 1x", ours?.Again, floor?.Again),
            Goal("nothing to change, tuned Ansible to ours", "at least 80x", tuned?.Again, ours?.Again),
            Goal("first run, to the floor", "at most 1.5x", ours?.First, floor?.First),
            Goal("first run, tuned Ansible to ours", "at least 20x", tuned?.First, ours?.First),
            Goal($"{options.ManyHosts} hosts to {options.Hosts}, nothing to change", "at most 5x", many?.Again, ours?.Again),
            Goal($"{options.ManyResources} resources to {options.Size}, nothing to change", "at most 2x", more?.Again, ours?.Again),
        ]);
    }

    private static string Goal(string what, string wanted, Series? one, Series? other) =>
        $"| {what} | {wanted} | {(one is { Runs: > 0 } && other is { Runs: > 0 } ? string.Create(CultureInfo.InvariantCulture, $"{one.Seconds / other.Seconds:0.00}x") : "not measured")} |";
}
