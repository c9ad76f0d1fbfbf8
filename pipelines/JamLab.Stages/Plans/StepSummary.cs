namespace JamLab.Stages.Plans;

/// <summary>The same plans for the file that <c>GITHUB_STEP_SUMMARY</c> names.</summary>
public static class StepSummary
{
    public static string Write(IReadOnlyList<LabPlan> plans, string artifact = "plan") =>
        new PlanText(plans, PlanTextLimits.Summary with { Artifact = artifact }).Write();
}
