using Nuke.Common.Execution;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>What the three outputs share: one lock, the log of each target, the failure's own lines, and the summary at the end.</summary>
internal abstract class RunOutput(OutputSettings settings) : IRunOutput
{
    private readonly Dictionary<ExecutableTarget, TargetLog> logs = [];
    private readonly TargetLog ownLog = new(null, DateTimeOffset.MinValue);

    protected Lock Gate { get; } = new();

    protected OutputSettings Settings => settings;

    protected Paint Paint => settings.Paint;

    protected DateTimeOffset Now => settings.Time.GetUtcNow();

    /// <summary>Started and not finished, oldest first.</summary>
    protected List<TargetLog> Running { get; } = [];

    public void RunStarted(RunInfo run)
    {
        lock (Gate)
            OnRunStarted(run);
    }

    public void TargetStarted(ExecutableTarget target)
    {
        lock (Gate)
        {
            var log = new TargetLog(target, Now);
            logs[target] = log;
            Running.Add(log);
            OnTargetStarted(log);
        }
    }

    public void Line(ExecutableTarget? target, LogLine line)
    {
        lock (Gate)
        {
            var log = target is not null && logs.TryGetValue(target, out var known) ? known : ownLog;
            var text = Ansi.Clean(line.Text, settings.Colors);
            log.Note(line with { Text = Ansi.Clean(line.Text, keepColors: false) }, Now);
            OnLine(log, line with { Text = text });
        }
    }

    public void TargetFinished(ExecutableTarget target)
    {
        lock (Gate)
        {
            if (!logs.TryGetValue(target, out var log) || !Running.Contains(log))
                return;
            var failure = target.Failure is { } thrown
                ? FailureLines(thrown).Where(c => !log.Errors.Contains(c)).Select(c => new LogLine(Now, LogEventLevel.Error, c)).ToList()
                : [];
            failure.ForEach(l => log.Note(l, Now));
            Running.Remove(log);
            OnTargetFinished(log, failure);
        }
    }

    public void RunFinished(RunInfo run)
    {
        lock (Gate)
            OnRunFinished(run);
    }

    public virtual void Dispose()
    {
    }

    protected abstract void OnRunStarted(RunInfo run);

    protected abstract void OnTargetStarted(TargetLog log);

    protected abstract void OnLine(TargetLog log, LogLine line);

    /// <param name="failure">Why it failed, as far as it did not say so itself.</param>
    protected abstract void OnTargetFinished(TargetLog log, IReadOnlyList<LogLine> failure);

    protected virtual void OnRunFinished(RunInfo run)
    {
        // What a quiet run prints is its targets' own, so that it can be piped on.
        if (settings.Verbosity == Verbosity.Quiet && run.ExitCode == 0)
            return;
        Write("");
        foreach (var line in SummaryTable.Lines(run, Paint, settings.Redactor, settings.Width()))
            WriteText(line);
        foreach (var line in SummaryTable.Causes(run, ErrorsOf, Paint, settings.Redactor))
            WriteText(line);
    }

    protected IReadOnlyList<string> ErrorsOf(ExecutableTarget target) => logs.TryGetValue(target, out var log) ? log.Errors : [];

    protected void Write(string line) => settings.Out.Write(line + "\n");

    /// <summary>Writes a line that holds words of tools or users.</summary>
    protected virtual void WriteText(string line) => Write(line);

    /// <summary>A warning or error says so in words where there are no colours.</summary>
    protected string Show(LogLine line) =>
        Paint.Enabled ? Paint.Level(line.Level, line.Text)
        : line.IsRaw || line.Text.Contains("error", StringComparison.OrdinalIgnoreCase) || line.Text.Contains("warning", StringComparison.OrdinalIgnoreCase) ? line.Text
        : line.Level >= LogEventLevel.Error ? "error: " + line.Text
        : line.Level == LogEventLevel.Warning ? "warning: " + line.Text
        : line.Text;

    /// <summary>The line that tells what became of a target: sign, name, time, and what it reported or why it was skipped.</summary>
    protected string Outcome(ExecutableTarget target, bool withName = true)
    {
        var sign = target.Status switch
        {
            ExecutionStatus.Succeeded => "✓",
            ExecutionStatus.Failed => "✗",
            ExecutionStatus.Aborted => "■",
            _ => "○",
        };
        var notes = settings.Redactor.Redact(SummaryTable.Notes(target));
        return $"{Paint.Status(target.Status, sign)} {(withName ? Paint.Bold(target.Name) + " " : "")}{Paint.Status(target.Status, SummaryTable.Word(target.Status))} "
            + Paint.Dim("in " + Wording.Duration(target.Duration)) + (notes.Length > 0 ? $" {Paint.Dim("·")} {notes}" : "");
    }

    private IEnumerable<string> FailureLines(Exception failure)
    {
        var texts = Wording.Causes(failure).ToList();
        if (settings.Verbosity == Verbosity.Verbose && failure.StackTrace is { } trace)
            texts.Add(trace);
        return texts.SelectMany(t => settings.Redactor.Redact(t).ReplaceLineEndings("\n").Split('\n'))
            .Select(t => Ansi.Clean(t, keepColors: false));
    }
}
