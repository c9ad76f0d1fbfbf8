using JamLab.Convergence;
using JamLab.Stages.Plans;
using JamLab.Stages.Provisioning;

namespace JamLab.Tests.Plans;

/// <summary>A plan in which somebody else wrote every text.</summary>
internal static class HostilePlan
{
    public static LabPlan With(string text) => new(text, DateTimeOffset.UnixEpoch)
    {
        Commit = text,
        Run = "https://github.com/jam/lab/actions/runs/1",
        Templates = [new(text, [text])],
        Machines = [new(text, MachineAction.Replace, true, text)],
        Hosts = [new("a") { Problem = text, WayOut = text }, new(text) { Resources = [new(text, text, [new Difference(text) { Text = text }])] }],
        Services = [new(text, ServiceAction.Deploy, text) { Instances = [new(text, text, [new Difference(text, text, text)])], Surplus = [text] }],
        Diagnostics = [new("JAM0101", true, text) { Help = text }],
        Targets = [new(text, "Failed") { Cause = text, WayOut = text }],
    };
}
