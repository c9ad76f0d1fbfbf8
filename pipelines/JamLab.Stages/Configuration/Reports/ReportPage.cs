using System.Globalization;
using System.Net;
using System.Text;
using JamLab.Convergence;
using JamLab.Convergence.Running;

namespace JamLab.Stages.Configuration.Reports;

/// <summary>The report as one HTML page that needs no network: a table of hosts, and for each its timeline and its diffs.</summary>
internal static class ReportPage
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #8884; --ok: #2e7d32; --changed: #b26a00; --bad: #c62828; --bar: #4078c0; }
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
        h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
        table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
        .unchanged { color: var(--ok); } .changed, .wouldchange { color: var(--changed); } .failed, .unreachable, .notreached { color: var(--bad); }
        .problem { border-left: 3px solid var(--bad); padding: .25rem .75rem; white-space: pre-wrap; }
        .row { display: grid; grid-template-columns: minmax(12rem, 24rem) 1fr 4rem; gap: .75rem; align-items: center; }
        .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .track { position: relative; height: .7rem; background: var(--line); }
        .track span { position: absolute; height: 100%; min-width: 2px; background: var(--bar); } .track span.failed { background: var(--bad); }
        .seconds { text-align: right; font-variant-numeric: tabular-nums; } details { margin: .1rem 0; } summary { cursor: pointer; list-style: none; }
        pre { overflow-x: auto; margin: .25rem 0 .75rem 1rem; padding: .5rem; border: 1px solid var(--line); font-size: 13px; } ins { color: var(--ok); text-decoration: none; } del { color: var(--bad); text-decoration: none; }
        """;

    public static string Write(IReadOnlyList<HostReport> reports, string environment, DateTimeOffset started)
    {
        var page = new StringBuilder();
        page.Append($"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Configuration of {Text(environment)}</title>\n<style>\n{Style}\n</style></head><body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>Configuration of {Text(environment)}</h1>\n<p>{started.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC · {reports.Count} {(reports.Count == 1 ? "host" : "hosts")}</p>\n");
        page.Append("<table><tr><th>Host</th><th>Outcome</th>");
        foreach (var column in new[] { "Ok", "Changed", "Failed", "Not reached", "Round trips", "Seconds" })
            page.Append($"<th class=\"number\">{column}</th>");
        page.Append("</tr>\n");
        foreach (var one in reports)
        {
            page.Append($"<tr><td><a href=\"#{Text(one.Host)}\">{Text(one.Host)}</a></td><td class=\"{Class(one.Outcome)}\">{ConfigurationTables.Word(one.Outcome)}</td>");
            foreach (var number in new[] { one.Count(ResourceOutcome.Unchanged), one.Count(ResourceOutcome.Changed) + one.Count(ResourceOutcome.WouldChange), one.Count(ResourceOutcome.Failed), one.Count(ResourceOutcome.NotReached), one.RoundTrips })
                page.Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{number}</td>");
            page.Append($"<td class=\"number\">{Number(one.Elapsed)}</td></tr>\n");
        }

        page.Append("</table>\n");
        var end = reports.SelectMany(one => one.Resources).Max(one => one.StartedAt + one.Elapsed) ?? TimeSpan.Zero;
        foreach (var one in reports)
            Host(page, one, end);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Host(StringBuilder page, HostReport host, TimeSpan end)
    {
        page.Append($"<section id=\"{Text(host.Host)}\"><h2>{Text(host.Host)} <span class=\"{Class(host.Outcome)}\">{ConfigurationTables.Word(host.Outcome)}</span></h2>\n");
        if (host.Problem is not null)
            page.Append($"<p class=\"problem\">{Text(host.Problem)}\n{Text(host.WayOut ?? "")}</p>\n");
        var shown = host.Resources.Where(one => one.Outcome != ResourceOutcome.Unchanged).ToList();
        if (shown.Count == 0)
            page.Append($"<p>{host.Resources.Count} resources, all as they should be.</p>\n");
        foreach (var one in shown)
            Resource(page, one, end);
        page.Append("</section>\n");
    }

    private static void Resource(StringBuilder page, ResourceReport one, TimeSpan end)
    {
        page.Append($"<details><summary class=\"row\"><span class=\"name {Class(one.Outcome)}\" title=\"{Text(one.Resource)}\">{Text(one.Resource)} <small>{Text(one.Role)}</small></span><span class=\"track\">");
        if (one is { StartedAt: { } start, Elapsed: { } elapsed } && end > TimeSpan.Zero)
            page.Append($"<span class=\"{Class(one.Outcome)}\" style=\"left:{Percent(start / end)};width:{Percent(elapsed / end)}\"></span>");
        page.Append($"</span><span class=\"seconds\">{(one.Elapsed is { } time ? Number(time) : "")}</span></summary>");
        foreach (var difference in one.Differences)
            Difference(page, difference);
        if (one.Output is not null)
            page.Append($"<pre>{Text(one.Output)}</pre>");
        page.Append("</details>\n");
    }

    private static void Difference(StringBuilder page, Difference difference)
    {
        page.Append("<pre>");
        foreach (var line in difference.ToString().TrimEnd('\n').Split('\n'))
        {
            var element = difference.Text is null ? null : line switch { ['+', ..] => "ins", ['-', ..] => "del", _ => null };
            page.Append(element is null ? Text(line) : $"<{element}>{Text(line)}</{element}>").Append('\n');
        }

        page.Append("</pre>");
    }

    private static string Class<T>(T outcome) => $"{outcome}".ToLowerInvariant();

    private static string Number(TimeSpan time) => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Percent(double part) => (100 * part).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
