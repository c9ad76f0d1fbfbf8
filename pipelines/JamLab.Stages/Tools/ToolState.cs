namespace JamLab.Stages.Tools;

/// <summary>What looking for a tool found: nothing, a program of an unknown or unsuitable version, or one that serves.</summary>
public sealed record ToolState(Tool Tool, string? Path, Version? Version)
{
    public bool Serves => Path is not null && Tool.Serves(Version);

    /// <summary>Why it does not serve, as a clause with the tool's name; null when it does.</summary>
    public string? Fault => this switch
    {
        { Serves: true } => null,
        { Path: null } => $"{Tool.Name}{(Tool.Minimum is { } minimum ? $" ({minimum} or newer)" : "")} is not installed",
        { Version: null } => $"{Tool.Name} at {Path} does not say its version, and {Tool.Minimum} or newer is needed",
        _ => $"{Tool.Name} at {Path} is {Version}, and {Tool.Minimum} or newer is needed ({Tool.Because})",
    };
}

/// <summary>A tool that serves, with what a fingerprint or a command line needs of it.</summary>
public sealed record FoundTool(Tool Tool, string Path, Version? Version);
