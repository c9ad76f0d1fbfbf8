namespace JamLab.Stages.Portal;

/// <summary>What became of a target of the run: NUKE's word for it, how long it took, and the targets that it depends on.</summary>
public sealed record TargetOutcome(string Name, string Status, TimeSpan Duration, IReadOnlyList<string> Needs)
{
    internal bool HasRun => Status is "Succeeded" or "Failed" or "Aborted";
}
