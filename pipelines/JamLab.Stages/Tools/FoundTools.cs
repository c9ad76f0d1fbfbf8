namespace JamLab.Stages.Tools;

/// <summary>The tools that were asked for, all of them found and of a version that serves.</summary>
public sealed class FoundTools(IReadOnlyList<FoundTool> tools)
{
    public FoundTool this[Tool tool] => tools.First(found => found.Tool.Name == tool.Name);

    /// <summary>Names and versions for a fingerprint; no paths, so that two computers agree.</summary>
    public IEnumerable<string> Versions => tools.Select(found => $"{found.Tool.Name} {found.Version?.ToString() ?? "unknown"}");
}
