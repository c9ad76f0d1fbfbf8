using JamLab.Stages.Services;

namespace JamLab.Stages.Portal;

internal sealed partial class PortalPage
{
    private void Services()
    {
        Section("services", "Services");
        if (sheet.Services.Count == 0)
        {
            _page.Append("<p>The inventory has none.</p>\n</section>\n");
            return;
        }

        Table("Services", "Service", "Health", "Version", "Where", "Address");
        foreach (var one in sheet.Services)
        {
            _page.Append($"<tr role=\"row\">\n<th role=\"rowheader\" scope=\"row\">{text.Of(one.Name)}</th>\n");
            Cell("Health", Health(one));
            Cell("Version", string.Join(' ', Versions(one).Select(version => $"<code>{text.Of(version)}</code>")));
            Cell("Where", Where(one));
            Cell("Address", one.Urls.Count == 0 ? "not exposed" : string.Concat(one.Urls.Select(Address)));
            _page.Append("</tr>\n");
        }

        EndTable();
        _page.Append("</section>\n");
    }

    private static string Health(SheetService one) =>
        one.Instances is null ? State("unknown", "not asked in this run") : State(Class(IsWell(one)), PageText.Invariant($"{one.Healthy} of {one.Wanted} healthy"));

    private static IEnumerable<string> Versions(SheetService one) => (one.Instances ?? []).Select(instance => instance.Version).OfType<string>().Distinct();

    private string Where(SheetService one) =>
        one.Instances is not { Count: > 0 } instances ? one.Instances is null ? "" : "nowhere" : $"<ul>{string.Concat(instances.Select(Instance))}</ul>";

    private string Instance(InstanceStatus instance) =>
        $"<li>{Host(instance.Host)} {State(Class(instance.IsHealthy), text.Of(instance.State))}</li>";

    private string Address(SheetUrl one) =>
        $"<p>{text.Link(one.Url)}<br/>{(one.Seen is { } seen ? State(Class(one.IsWell), text.Of(seen)) : State("unknown", "not asked in this run"))}</p>";
}
