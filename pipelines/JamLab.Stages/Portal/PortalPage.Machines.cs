namespace JamLab.Stages.Portal;

internal sealed partial class PortalPage
{
    private void Machines()
    {
        Section("machines", "Machines");
        Table("Machines", "Machine", "State", "Address", "Roles", "Template", "Up for");
        foreach (var one in sheet.Machines)
        {
            _page.Append($"<tr role=\"row\" id=\"{text.Anchor(one.Name)}\">\n<th role=\"rowheader\" scope=\"row\">{text.Of(one.Name)}</th>\n");
            Cell("State", State(Kind(one.State), text.Of(one.State)));
            Cell("Address", text.Of(one.Address));
            Cell("Roles", text.Of(string.Join(", ", one.Roles)));
            Cell("Template", one.Template is { } template ? $"<code>{text.Of(template)}</code>" : "");
            Cell("Up for", one.Uptime is { } uptime ? PageText.Duration(uptime) : "");
            _page.Append("</tr>\n");
        }

        EndTable();
        _page.Append("</section>\n");
    }

    private void Base()
    {
        Section("base", "What services stand on");
        _page.Append("<dl>\n");
        foreach (var one in sheet.Base)
        {
            _page.Append($"<div><dt>{text.Of(one.Title)}</dt>\n<dd>");
            _page.Append(one.Hosts.Count == 0 ? "none" : string.Join(", ", one.Hosts.Select(Host)));
            if (one.Note.Length > 0)
                _page.Append($"<br/>{State(one.IsWell ? "ok" : "unknown", text.Of(one.Note))}");
            _page.Append("</dd></div>\n");
        }

        _page.Append("</dl>\n</section>\n");
    }

    // A scheduler may name what is no machine of the inventory.
    private string Host(string name) => sheet.Machines.Any(one => one.Name == name) ? $"<a href=\"#{text.Anchor(name)}\">{text.Of(name)}</a>" : text.Of(name);

    private static string Kind(string state) => state switch
    {
        "ready" => "ok",
        "booting" => "changing",
        "stopped" or "missing" => "bad",
        _ => "unknown",
    };
}
