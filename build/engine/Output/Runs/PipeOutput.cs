using Nuke.Common.Execution;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>Whole lines for logs and files: each begins with its target's name, so that targets side by side can be told apart and grepped.</summary>
internal sealed class PipeOutput : RunOutput
{
    /// <summary>Long enough not to annoy, short of the patience of CI services that end silent jobs.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    private readonly ITimer heartbeat;
    private int nameWidth;

    public PipeOutput(OutputSettings settings)
        : base(settings)
    {
        heartbeat = settings.Time.CreateTimer(_ => Beat(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override void Dispose()
    {
        heartbeat.Dispose();
        base.Dispose();
    }

    protected override void OnRunStarted(RunInfo run)
    {
        nameWidth = TextWidth.Widest(run.Plan, t => t.Name);
        heartbeat.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    protected override void OnTargetStarted(TargetLog log)
    {
        if (Settings.Verbosity < Verbosity.Quiet)
            Say(log, Paint.Dim("started"));
    }

    protected override void OnLine(TargetLog log, LogLine line) => Say(log, Show(line));

    protected override void OnTargetFinished(TargetLog log, IReadOnlyList<LogLine> failure)
    {
        foreach (var line in failure)
            OnLine(log, line);
        if (Settings.Verbosity < Verbosity.Quiet || log.Target!.Status == ExecutionStatus.Failed)
            Say(log, Outcome(log.Target!, withName: false));
    }

    protected override void OnRunFinished(RunInfo run)
    {
        heartbeat.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        base.OnRunFinished(run);
        Settings.Out.Flush();
    }

    private void Say(TargetLog log, string text) =>
        Write(log.Target is { } target
            ? $"{Paint.With(Ansi.Cyan, TextWidth.Pad(target.Name, nameWidth))} {Paint.Dim("|")} {text}".TrimEnd()
            : text);

    private void Beat()
    {
        lock (Gate)
        {
            foreach (var log in Running.Where(l => Now - l.LastSaid >= Silence))
            {
                log.NoteHeartbeat(Now);
                OnLine(log, new LogLine(Now, LogEventLevel.Information, $"still running, {Wording.Elapsed(Now - log.Started)}"));
            }
        }
    }
}
