using System.Text;
using static JamLab.Stages.Portal.PageText;

namespace JamLab.Stages.Portal;

/// <summary>
/// The lab on one HTML page that needs nothing but itself: no script, no font, no picture from elsewhere, and a policy that forbids them. Every state is a word besides its colour; on a
/// narrow screen the tables' rows become cards, and stay tables to a screen reader.
/// </summary>
internal sealed partial class PortalPage(LabSheet sheet, PageText text)
{
    private readonly StringBuilder _page = new();

    public string Write()
    {
        _page.Append($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <title>{text.Of(sheet.Lab)}: {text.Of(sheet.Environment)}</title>
            <style>
            {PortalStyle.Text}
            </style>
            </head>
            <body>
            <header>
            <h1>{text.Of(sheet.Lab)}{(sheet.Environment == sheet.Lab ? "" : $" <small>{text.Of(sheet.Environment)}</small>")}</h1>
            <p>As it was on <time datetime="{Invariant($"{sheet.Made.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}")}">{Invariant($"{sheet.Made.UtcDateTime:yyyy-MM-dd HH:mm:ss}")} UTC</time></p>
            </header>
            <main>

            """.ReplaceLineEndings("\n"));
        Overview();
        Services();
        Machines();
        _page.Append("<div class=\"columns\">\n");
        Run();
        Base();
        _page.Append("</div>\n</main>\n");
        Origin();
        return _page.Append("</body>\n</html>\n").ToString();
    }

    private void Overview()
    {
        var ready = sheet.Machines.Count(one => one.State == "ready");
        var asked = sheet.Services.Where(one => one.Instances is not null).ToList();
        var well = asked.Count(IsWell);
        var answers = sheet.Services.SelectMany(one => one.Urls).Where(one => one.Seen is not null).ToList();
        var answered = answers.Count(one => one.IsWell);
        _page.Append("<ul class=\"overview\" aria-label=\"Overview\">\n");
        if (sheet.Services.Count > 0)
        {
            Figure("#services", asked.Count == 0 ? "not asked" : $"{well} of {asked.Count}", asked.Count > 0 && asked.Count < sheet.Services.Count ? "asked services healthy" : "services healthy", asked.Count == 0 ? "unknown" : Class(well == asked.Count));
            Figure("#services", answers.Count == 0 ? "not asked" : $"{answered} of {answers.Count}", "names answer", answers.Count == 0 ? "unknown" : Class(answered == answers.Count));
        }

        Figure("#machines", $"{ready} of {sheet.Machines.Count}", "machines ready", Class(ready == sheet.Machines.Count));
        if (sheet.Run.Count > 0)
            Figure("#run", RunWord(), "last run", Class(RunWord() == "succeeded"));
        _page.Append("</ul>\n");
    }

    private void Figure(string to, string figure, string words, string kind) =>
        _page.Append($"<li><a class=\"{kind}\" href=\"{to}\"><strong>{figure}</strong> {words}</a></li>\n");

    private string RunWord() =>
        sheet.Run.Any(one => one.Status == "Failed") ? "failed"
        : sheet.Run.Any(one => one.Status == "Aborted") ? "cancelled"
        : "succeeded";

    private void Origin()
    {
        _page.Append($"<footer>\n<p>Made by {text.Of(sheet.Hypervisor)} from <code>{text.Of(sheet.InventoryFile)}</code>, SHA-256 <code title=\"{text.Of(sheet.InventoryHash)}\">{text.Of(sheet.InventoryHash[..Math.Min(12, sheet.InventoryHash.Length)])}</code>.</p>\n");
        _page.Append(sheet.Report is { } report
            ? $"<p><a href=\"{text.Of(Uri.EscapeDataString(report))}\">What ConfigureBase did last</a>, resource by resource.</p>\n"
            : "<p>ConfigureBase has left no report yet.</p>\n");
        _page.Append("</footer>\n");
    }

    private static bool IsWell(SheetService service) => service.Healthy >= service.Wanted && service.Instances!.All(one => one.IsHealthy);

    private static string Class(bool isWell) => isWell ? "ok" : "bad";

    private void Section(string id, string title) => _page.Append($"<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}</h2>\n");

    // Roles are written out: a table that a style sheet turns into cards is no table to a screen reader otherwise.
    private void Table(string title, params ReadOnlySpan<string> columns)
    {
        _page.Append($"<table role=\"table\" aria-label=\"{title}\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
        foreach (var column in columns)
            _page.Append($"<th role=\"columnheader\" scope=\"col\">{column}</th>");
        _page.Append("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    }

    private void Cell(string column, string content) => _page.Append($"<td role=\"cell\" data-column=\"{column}\"><div>{content}</div></td>\n");

    private void EndTable() => _page.Append("</tbody>\n</table>\n");

    private static string State(string kind, string word) => $"<span class=\"state {kind}\">{word}</span>";
}
