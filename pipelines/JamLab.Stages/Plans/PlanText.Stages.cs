using JamLab.Stages.Plans.Markdown;
using JamLab.Stages.Provisioning;

namespace JamLab.Stages.Plans;

internal sealed partial class PlanText
{
    private void AddTroubles(Part part, LabPlan plan)
    {
        var failed = plan.Targets.Where(one => !one.IsWell).ToList();
        if (failed.Count > 0)
        {
            var stage = part.Add(Details(Stage, $"Not all was asked: {PlanCounts.Plural(failed.Count, "target")} failed or did not run", isOpen: true, "target"));
            foreach (var target in failed)
                stage.Add(new Part(Trouble, $"{Code(target.Name)}: {Code(target.Status)}\n{Cause(target)}\n"));
        }

        if (plan.Diagnostics.Count == 0)
            return;
        var errors = plan.Diagnostics.Count(one => one.IsError);
        var list = part.Add(Details(Stage, $"Inventory: {PlanCounts.Plural(errors, "error")}, {PlanCounts.Plural(plan.Diagnostics.Count - errors, "warning")}", isOpen: errors > 0, "problem"));
        foreach (var one in plan.Diagnostics.OrderByDescending(one => one.IsError))
            list.Add(new Part(Trouble, Fence($"{(one.Place is { } place ? $"{place}: " : "")}{(one.IsError ? "error" : "warning")} {one.Code}: {one.Message}{(one.Help is { } help ? $"\n  help: {help}" : "")}")));
    }

    private static string Cause(PlanTarget target) =>
        target.Cause is null ? "" : Fence($"{target.Cause}{(target.WayOut is { } wayOut ? $"\n{wayOut}" : "")}");

    private void AddTemplates(Part part, LabPlan plan)
    {
        var built = (plan.Templates ?? []).Where(one => one.IsBuilt).ToList();
        if (built.Count == 0)
            return;
        var table = Table(part.Add(Details(Stage, $"Templates: {PlanCounts.Templates(plan)}", isOpen: false, "table")), "Image", "Why it is built");
        foreach (var one in built)
            table.Add(new Part(Row, $"| {Code(one.Image)} | {Code(string.Join(", ", one.Reasons))} |\n"));
    }

    private void AddMachines(Part part, LabPlan plan)
    {
        if (plan.Machines is not { Count: > 0 } machines)
            return;
        var table = Table(part.Add(Details(Stage, $"Machines: {PlanCounts.Machines(plan)}", isOpen: plan.HasDataLoss, "table")), "Machine", "Change", "Why");
        foreach (var one in machines.OrderByDescending(one => one.LosesData))
            table.Add(new Part(one.LosesData ? Trouble : Row, $"| {Code(one.Name)} | {(one.LosesData ? $"**{Word(one.Action)}**" : Word(one.Action))} | {Code(one.Reason)} |\n"));
    }

    private void AddServices(Part part, LabPlan plan)
    {
        var services = (plan.Services ?? []).Where(one => one.Action != ServiceAction.Unchanged || one.Instances.Any(instance => instance.Problem is not null)).ToList();
        if (services.Count > 0)
        {
            var stage = part.Add(Details(Stage, $"Services: {PlanCounts.Services(plan)}", isOpen: false, "service"));
            var table = Table(stage, "Service", "Change", "Version", "Hosts");
            foreach (var one in services)
            {
                table.Add(new Part(Row, $"| {Code(one.Name)} | {Word(one.Action)} | {Versions(one)} | {Code(string.Join(' ', one.Instances.Select(instance => instance.Host)))} |\n"));
                AddInstances(stage, one);
            }
        }

        AddHosts(part, "Hosts of services", plan.ServiceHosts, _ => true);
    }

    private void AddInstances(Part stage, PlanService service)
    {
        var told = service.Instances.Where(one => one.Problem is not null || one.Differences.Count > 0).ToList();
        if (told.Count == 0 && service.Surplus.Count == 0)
            return;
        var details = stage.Add(Details(HostHead, Html(service.Name), isOpen: false, "host"));
        foreach (var one in told)
            details.Add(new Part(one.Problem is null ? Diff : HostHead, $"{Code(one.Host)}\n{(one.Problem is { } problem ? Fence(problem) : Fence(DiffText.Of(one.Differences), "diff"))}\n"));
        if (service.Surplus.Count > 0)
            details.Add(new Part(HostHead, $"Stops on {Code(string.Join(' ', service.Surplus))}.\n"));
    }

    private string Versions(PlanService one)
    {
        var before = one.Instances.Select(instance => instance.Version).OfType<string>().Where(version => version != one.Version).Distinct().ToList();
        return before.Count == 0 ? Code(one.Version ?? "") : $"{Code(string.Join(' ', before))} → {Code(one.Version ?? "")}";
    }

    private Part Table(Part around, params IEnumerable<string> columns) =>
        around.Add(new Part(Stage, $"| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => "---|"))}\n", "\n") { LeftOut = left => $"\n{Missing(left, "row")}" });

    private static string Word(MachineAction action) => action switch
    {
        MachineAction.Replace => "destroyed with its disks, and made anew",
        MachineAction.Destroy => "destroyed with its disks",
        MachineAction.Restart => "shut down and started with other settings",
        MachineAction.Heal => "brought back",
        _ => "created",
    };

    private static string Word(ServiceAction action) => action switch
    {
        ServiceAction.Deploy => "deployed",
        ServiceAction.Remove => "removed; its data stays",
        ServiceAction.Left => "runs, and is not in the inventory: DeployServices `--prune` removes it",
        _ => "unchanged",
    };

    private static string Fence(string text, string language = "text") => MarkdownText.Fence(text, language);
}
