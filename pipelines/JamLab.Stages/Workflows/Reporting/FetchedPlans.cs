using System.Text.Json;
using JamLab.Stages.Plans;

namespace JamLab.Stages.Workflows.Reporting;

/// <summary>The plans that jobs have left as artifacts: <c>&lt;folder&gt;/plan-ENV/plan.json</c>.</summary>
internal sealed class FetchedPlans(string folder, TimeProvider time)
{
    /// <summary>One plan for each of the environments; a job that left none is told as a failure of its plan.</summary>
    public IReadOnlyList<LabPlan> Read(IEnumerable<string> environments) => [.. environments.Select(Read)];

    private LabPlan Read(string environment)
    {
        var file = Path.Combine(folder, $"plan-{environment}", "plan.json");
        if (!File.Exists(file))
            return Missing(environment, "its job left no plan");
        try
        {
            return LabPlan.FromJson(File.ReadAllText(file)) is var plan && plan.Environment == environment ? plan : Missing(environment, $"its job left the plan of '{plan.Environment}'");
        }
        catch (JsonException broken)
        {
            return Missing(environment, $"its plan cannot be read: {broken.Message}");
        }
    }

    private LabPlan Missing(string environment, string cause) =>
        new(environment, time.GetUtcNow()) { Targets = [new PlanTarget("Plan", "Failed") { Cause = cause, WayOut = "look at the job's log" }] };
}
