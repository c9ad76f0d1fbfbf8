namespace JamLab.Stages.Portal;

internal sealed partial class PortalPage
{
    private void Run()
    {
        if (sheet.Run.Count == 0)
            return;
        Section("run", "Last run");
        _page.Append("<p>Lines lead from a target down to those that need it.</p>\n");
        _page.Append(new RunGraph(sheet.Run, text).Svg());
        _page.Append("</section>\n");
    }
}
