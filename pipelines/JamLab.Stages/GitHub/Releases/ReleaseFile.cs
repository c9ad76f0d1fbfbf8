namespace JamLab.Stages.GitHub.Releases;

/// <summary>A file that goes with a release: its name there, and where it lies here.</summary>
public sealed record ReleaseFile(string Name, string Path);
