using JamLab.Convergence.Running;

namespace JamLab.Stages.Plans;

/// <summary>Takes secrets out of every text of a plan that somebody else wrote: hosts, tools, files.</summary>
internal sealed class PlanRedaction(Redaction redaction)
{
    public LabPlan Clean(LabPlan plan) => plan with
    {
        Templates = plan.Templates is null ? null : [.. plan.Templates.Select(one => new PlanTemplate(Of(one.Image), [.. one.Reasons.Select(Of)]))],
        Machines = plan.Machines is null ? null : [.. plan.Machines.Select(one => one with { Name = Of(one.Name), Reason = Of(one.Reason) })],
        Hosts = plan.Hosts is null ? null : [.. plan.Hosts.Select(Clean)],
        Services = plan.Services is null ? null : [.. plan.Services.Select(Clean)],
        ServiceHosts = [.. plan.ServiceHosts.Select(Clean)],
        Diagnostics = [.. plan.Diagnostics.Select(one => one with { Message = Of(one.Message), Help = Maybe(one.Help) })],
        Targets = [.. plan.Targets.Select(one => one with { Cause = Maybe(one.Cause), WayOut = Maybe(one.WayOut) })],
    };

    private PlanHost Clean(PlanHost host) => host with
    {
        Name = Of(host.Name),
        Resources = [.. host.Resources.Select(one => new PlanResource(Of(one.Role), Of(one.Name), redaction.Clean(one.Differences)))],
        Problem = Maybe(host.Problem),
        WayOut = Maybe(host.WayOut),
    };

    private PlanService Clean(PlanService service) => service with
    {
        Name = Of(service.Name),
        Instances = [.. service.Instances.Select(one => new PlanInstance(Of(one.Host), Maybe(one.Version), redaction.Clean(one.Differences)) { Problem = Maybe(one.Problem) })],
        Surplus = [.. service.Surplus.Select(Of)],
    };

    private string Of(string text) => redaction.Clean(text);

    private string? Maybe(string? text) => text is null ? null : Of(text);
}
