namespace JamLab.Stages.Plans;

/// <summary>Plans, one an environment, as the one comment of a pull request.</summary>
public static class PlanComment
{
    /// <summary>What the comment is found by, to be updated in place; hidden in its first line by whoever sends it.</summary>
    public const string Marker = "jamlab:plan";

    /// <summary>The comment without its marker; GitHub takes it however long the plans are.</summary>
    /// <param name="plans">One an environment, in the order in which they are shown.</param>
    /// <param name="artifact">The artifact with the whole plans.</param>
    public static string Write(IReadOnlyList<LabPlan> plans, string artifact = "plan") =>
        new PlanText(plans, PlanTextLimits.Comment with { Artifact = artifact }).Write();
}
