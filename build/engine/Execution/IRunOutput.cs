namespace Nuke.Common.Execution;

/// <summary>Shows a run to somebody: a terminal with live lines, a pipe with prefixed lines, or GitHub Actions with groups. Calls come from many threads.</summary>
internal interface IRunOutput : IDisposable
{
    void RunStarted(RunInfo run);

    void TargetStarted(ExecutableTarget target);

    /// <summary>One line that a target (null: the run itself) logged or printed, already redacted.</summary>
    void Line(ExecutableTarget? target, LogLine line);

    void TargetFinished(ExecutableTarget target);

    void RunFinished(RunInfo run);
}

/// <summary>A line of output with how serious it is.</summary>
/// <param name="IsRaw">Printed, not logged: by a tool or with <c>Console</c>.</param>
/// <param name="IsCommand">A workflow command of the build's own, to be passed on as it is.</param>
internal sealed record LogLine(DateTimeOffset Time, Serilog.Events.LogEventLevel Level, string Text, bool IsRaw = false, bool IsCommand = false);

/// <summary>The run as outputs see it; <see cref="Plan"/> is in execution order.</summary>
internal sealed record RunInfo(
    string BuildName,
    IReadOnlyList<ExecutableTarget> Plan,
    DateTimeOffset Started,
    bool NoLogo,
    bool Verbose)
{
    public TimeSpan Duration { get; set; }

    public int ExitCode { get; set; }
}
