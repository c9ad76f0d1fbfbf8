using JamLab.Convergence.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace JamLab.Stages.Configuration;

/// <summary>What a run of the configuration shows in the end.</summary>
internal static class ConfigurationTables
{
    public static IRenderable Hosts(IReadOnlyList<HostReport> reports, bool dryRun)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Host", "Outcome", "Ok", dryRun ? "Would change" : "Changed", "Failed", "Not reached", "Round trips", "Seconds");
        foreach (var one in reports)
        {
            table.AddRow(
                new Text(one.Host),
                new Text(Word(one.Outcome), Colour(one.Outcome)),
                Number(one.Count(ResourceOutcome.Unchanged)),
                Number(one.Count(dryRun ? ResourceOutcome.WouldChange : ResourceOutcome.Changed)),
                Number(one.Count(ResourceOutcome.Failed)),
                Number(one.Count(ResourceOutcome.NotReached)),
                Number(one.RoundTrips),
                new Text($"{one.Elapsed.TotalSeconds:0.00}"));
        }

        return table;
    }

    /// <summary>The differences of a host, resource by resource, as plain text with diffs indented.</summary>
    public static string Differences(HostReport report)
    {
        var lines = new List<string>();
        foreach (var resource in report.Resources.Where(one => one.Differences.Count > 0))
        {
            lines.Add($"{report.Host}: {resource.Resource} ({resource.Role})");
            lines.AddRange(resource.Differences.SelectMany(one => one.ToString().TrimEnd('\n').Split('\n')).Select(line => $"    {line}"));
        }

        return string.Join('\n', lines);
    }

    public static string Word(HostOutcome outcome) => outcome switch
    {
        HostOutcome.WouldChange => "would change",
        HostOutcome.NotReached => "not reached",
        _ => outcome.ToString().ToLowerInvariant(),
    };

    private static Text Number(int value) => new($"{value}");

    private static Color Colour(HostOutcome outcome) => outcome switch
    {
        HostOutcome.Unchanged => Color.Green,
        HostOutcome.Changed or HostOutcome.WouldChange => Color.Yellow,
        _ => Color.Red,
    };
}
