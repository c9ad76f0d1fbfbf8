using Spectre.Console;
using Spectre.Console.Rendering;

namespace JamLab.Stages.Services;

/// <summary>What runs about services show in the end.</summary>
internal static class ServiceTables
{
    public static IRenderable Outcomes(IReadOnlyList<ServiceOutcome> outcomes)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Service", "Outcome", "Version", "Hosts", "Seconds");
        foreach (var one in outcomes)
        {
            table.AddRow(
                new Text(one.Service),
                new Text(Word(one.Kind), Colour(one.Kind)),
                new Text(one.Before is { } before && before != one.Version ? $"{before} -> {one.Version}" : one.Version),
                new Text(string.Join(' ', one.Hosts)),
                new Text($"{one.Elapsed.TotalSeconds:0.0}"));
        }

        return table;
    }

    public static IRenderable Statuses(IReadOnlyList<ServiceStatus> statuses, Func<string, string> url)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Service", "Wanted", "Healthy", "Version", "Where", "URL");
        foreach (var one in statuses)
        {
            table.AddRow(
                new Text(one.Service),
                new Text($"{one.Wanted}"),
                new Text($"{one.Healthy}", one.Healthy >= one.Wanted ? Color.Green : Color.Red),
                new Text(string.Join(' ', one.Instances.Select(instance => instance.Version).OfType<string>().Distinct())),
                new Text(string.Join(' ', one.Instances.Select(instance => instance.IsHealthy ? instance.Host : $"{instance.Host} ({instance.State})"))),
                new Text(url(one.Service)));
        }

        return table;
    }

    private static string Word(OutcomeKind kind) => kind == OutcomeKind.WouldChange ? "would change" : kind.ToString().ToLowerInvariant();

    private static Color Colour(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Unchanged => Color.Green,
        OutcomeKind.Deployed or OutcomeKind.WouldChange => Color.Yellow,
        _ => Color.Red,
    };
}
