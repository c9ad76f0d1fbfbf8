using JamLab.Stages.Plans.Markdown;

namespace JamLab.Stages.Plans;

internal sealed partial class PlanText
{
    private void AddHosts(Part part, string title, IReadOnlyList<PlanHost> hosts, Func<PlanHost, bool> isShown)
    {
        var shown = hosts.Where(isShown).ToList();
        if (shown.Count == 0)
            return;
        var silent = shown.Count(one => one.Problem is not null);
        var same = hosts.Count - shown.Count;
        var stage = part.Add(Details(Stage, $"{title}: {shown.Count - silent} would change{(silent > 0 ? $", {silent} without an answer" : "")}{(same > 0 ? $", {same} unchanged" : "")}", isOpen: false, "host"));
        foreach (var host in shown.OrderByDescending(one => one.Problem is not null))
            AddHost(stage, host);
    }

    private void AddHost(Part stage, PlanHost host)
    {
        if (host.Problem is { } problem)
        {
            stage.Add(new Part(Trouble, $"{Code(host.Name)} could not be asked\n{Fence($"{problem}{(host.WayOut is { } wayOut ? $"\n{wayOut}" : "")}")}\n"));
            return;
        }

        var count = PlanCounts.Plural(host.Resources.Count, "resource");
        if (host.Alike is { } what)
        {
            stage.Add(new Part(HostHead, $"{Code(host.Name)}, {count}: {Code(what)}\n\n"));
            return;
        }

        var details = stage.Add(Details(HostHead, $"{Html(host.Name)}: {count}", isOpen: false, "diff"));
        foreach (var one in host.Resources)
            details.Add(new Part(Diff, $"{Code(one.Name)} ({Code(one.Role)})\n{Fence(DiffText.Of(one.Differences), "diff")}\n"));
    }
}
