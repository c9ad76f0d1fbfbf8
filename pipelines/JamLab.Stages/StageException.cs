namespace JamLab.Stages;

/// <summary>A stage failed for a reason that is not a bug of ours: exit code 1, message without stack trace; <see cref="Detail"/> is what the tool or machine said.</summary>
public class StageException(string message, string? detail = null)
    : Exception(string.IsNullOrWhiteSpace(detail) ? message : $"{message}\n{detail}")
{
    public string? Detail { get; } = detail;
}
