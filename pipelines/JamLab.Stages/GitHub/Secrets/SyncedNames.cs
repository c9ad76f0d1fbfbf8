namespace JamLab.Stages.GitHub.Secrets;

/// <summary>What was written, and what is there that was not among it: GitHub shows no values, so <paramref name="Others"/> are left alone.</summary>
public sealed record SyncedNames(IReadOnlyList<string> Written, IReadOnlyList<string> Unchanged, IReadOnlyList<string> Others);
