using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Portal;

namespace JamLab.Stages.Plans;

/// <summary>From what stages saw to a plan. Pure. <paramref name="inventory"/> is null where it could not be read: then there are no places.</summary>
internal sealed class PlanMaker(LabInventory? inventory, PlanNotes notes)
{
    public LabPlan Make(LabPlan empty, IReadOnlyList<Diagnostic> diagnostics, IReadOnlyList<TargetOutcome> outcomes)
    {
        var plan = empty with
        {
            Templates = notes.Templates is { } templates ? [.. templates.Templates.Select(one => new PlanTemplate(one.Image.Name, one.Existing is null ? one.Reasons : []))] : null,
            Machines = notes.Machines is { } machines ? [.. machines.Changes.Select(one => new PlanMachine(one.Machine, one.Action, one.LosesData, one.Reason) { Place = PlaceOf(one.Machine) })] : null,
            Hosts = notes.Hosts is { } hosts ? [.. hosts.Select(report => Host(report, _ => true))] : null,
            Services = notes.Services is { } seen ? Services(seen) : null,
            ServiceHosts = notes.Services is { } asked ? ServiceHosts(asked) : [],
            Diagnostics = [.. diagnostics.Concat(notes.Failures.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value).OfType<DiagnosticException>().SelectMany(one => one.Diagnostics)).Distinct().Select(PlanDiagnostic.Of)],
        };
        return plan with { Targets = [.. outcomes.Select(one => Target(one, plan))] };
    }

    private PlanHost Host(HostReport report, Func<Difference, bool> isMeant) => new(report.Host)
    {
        Place = PlaceOf(report.Host),
        Resources = [.. report.Resources.Where(one => one.Differences.Any(isMeant)).Select(one => new PlanResource(one.Role, one.Resource, one.Differences))],
        Unchanged = report.Count(ResourceOutcome.Unchanged),
        Problem = report.Problem,
        WayOut = report.WayOut,
    };

    private static IReadOnlyList<PlanService> Services(ServicesSeen seen) =>
    [
        .. seen.Plans.Select(plan => new PlanService(plan.Deployment.Name, plan.Surplus.Count > 0 || plan.Instances.Any(one => one.Differences.Count > 0) ? ServiceAction.Deploy : ServiceAction.Unchanged, plan.Deployment.Version)
        {
            Place = PlanPlace.Of(plan.Deployment.Service.Name.Source),
            Instances = [.. plan.Instances.Select(one => new PlanInstance(one.Host, one.Version, one.Differences) { Problem = one.Problem })],
            Surplus = plan.Surplus,
        }),
        .. seen.Left.Select(name => new PlanService(name, seen.Prunes ? ServiceAction.Remove : ServiceAction.Left, null)),
    ];

    // What differs for a service is told there; the rest of a host's differences is nobody's in particular.
    private IReadOnlyList<PlanHost> ServiceHosts(ServicesSeen seen)
    {
        var told = seen.Plans.SelectMany(plan => plan.Instances).SelectMany(one => one.Differences).ToHashSet<Difference>(ReferenceEqualityComparer.Instance);
        return [.. seen.Hosts.Select(report => Host(report, one => !told.Contains(one))).Where(one => one.IsChanging || one.Problem is not null)];
    }

    private PlanTarget Target(TargetOutcome outcome, LabPlan plan)
    {
        var target = new PlanTarget(outcome.Name, outcome.Status);
        if (!target.HasFailed || !notes.Failures.TryGetValue(outcome.Name, out var failure) || failure is DiagnosticException)
            return target;
        if (failure is OperationCanceledException)
            return target with { Cause = "it was cut off" };
        var problems = plan.AllHosts.Select(one => one.Problem).Concat((plan.Services ?? []).SelectMany(one => one.Instances).Select(one => one.Problem)).OfType<string>();
        if (problems.Any(failure.Message.Contains))
            return target;
        return failure is StageException { Detail: { } detail } && failure.Message.EndsWith(detail, StringComparison.Ordinal)
            ? target with { Cause = failure.Message[..^detail.Length].TrimEnd('\n'), WayOut = detail }
            : target with { Cause = failure.Message };
    }

    private PlanPlace? PlaceOf(string host) => inventory?.Find(host) is { } found ? PlanPlace.Of(found.Name.Source) : null;
}
