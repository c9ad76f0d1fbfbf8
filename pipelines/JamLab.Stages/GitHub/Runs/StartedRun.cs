namespace JamLab.Stages.GitHub.Runs;

/// <summary>A workflow's run, known by its id; <paramref name="Page"/> is for people.</summary>
public sealed record StartedRun(long Id, string Page);
