namespace JamLab.Tests.Workflows.Runner;

/// <summary>A step as it ended; <paramref name="Outcome"/> is before <c>continue-on-error</c>, <paramref name="Conclusion"/> after it.</summary>
public sealed record StepRun(string? Id, string Name, Conclusion Outcome, Conclusion Conclusion, int? ExitCode, string Log, TimeSpan Duration, IReadOnlyDictionary<string, string> Outputs);

/// <summary>What <c>::error::</c>, <c>::warning::</c> and <c>::notice::</c> say; lines and columns count from one.</summary>
public sealed record Annotation(string Level, string Message, string? Title, string? File, int? Line, int? EndLine, int? Column, int? EndColumn);
