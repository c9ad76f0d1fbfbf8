namespace JamLab.Stages.Processes;

/// <summary>What a tool left behind; <see cref="LastLines"/> are the last forty of both streams as they came.</summary>
public sealed record ProcessResult(int ExitCode, string Output, string Errors, IReadOnlyList<string> LastLines);
