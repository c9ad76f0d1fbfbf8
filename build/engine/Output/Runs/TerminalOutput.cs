using System.Text;
using Nuke.Common.Execution;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>
/// For people. While one target runs, its lines simply flow, so that it may also own the terminal (an SSH session). While several
/// run, each has one live line at the bottom (who, how long, its last words); what is worth keeping goes above: information and worse
/// at once, printed text in one piece when its target ends, and the last words of one that failed. The cursor is never hidden nor
/// moved above the live lines, so there is nothing to restore, whatever ends the process.
/// </summary>
internal sealed class TerminalOutput : RunOutput, IQuestionOutput
{
    private const string Frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(100);

    private const int ShortestQuestion = 4;

    private readonly ITimer timer;
    private readonly Dictionary<TargetLog, List<LogLine>> printed = [];
    private List<string> painted = [];
    private TargetLog? flowing;
    private bool lineIsOpen;
    private int nameWidth;
    private int frame;

    public TerminalOutput(OutputSettings settings)
        : base(settings)
    {
        timer = settings.Time.CreateTimer(_ => Repaint(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Beside live lines, a question is a line of its own; what is too short for one (the echo of a key) waits.</summary>
    public bool TryShow(ExecutableTarget? target, string text)
    {
        lock (Gate)
        {
            if (Running.Count < 2)
            {
                Settings.Out.Write(text);
                Settings.Out.Flush();
                lineIsOpen = true;
                return true;
            }

            if (target is null || text.Trim().Length < ShortestQuestion)
                return false;
            Update([Prefix(target) + Ansi.Clean(text, Paint.Enabled)]);
            return true;
        }
    }

    public override void Dispose()
    {
        lock (Gate)
        {
            timer.Dispose();
            Running.Clear();
            Update([]);
        }

        base.Dispose();
    }

    protected override void OnRunStarted(RunInfo run) =>
        nameWidth = TextWidth.Widest(run.Plan, t => t.Name);

    protected override void OnTargetStarted(TargetLog log)
    {
        if (Running.Count == 2)
            timer.Change(FrameTime, FrameTime);
        if (Running.Count == 1)
        {
            Flow(log);
        }
        else
        {
            flowing = null;
            Update([]);
        }
    }

    protected override void OnLine(TargetLog log, LogLine line)
    {
        if (log.Target is null || log == flowing)
        {
            lineIsOpen &= !line.IsRaw;
            Update([Show(line)]);
        }
        else if (line.Level >= LogEventLevel.Information && !line.IsRaw || Settings.Verbosity == Verbosity.Verbose)
        {
            Update([Prefix(log.Target) + Show(line)]);
        }
        else if (line.IsRaw)
        {
            if (!printed.TryGetValue(log, out var lines))
                printed[log] = lines = [];
            lines.Add(line);
        }
        else
        {
            log.Keep(line);
        }
    }

    protected override void OnTargetFinished(TargetLog log, IReadOnlyList<LogLine> failure)
    {
        var lines = Held(log, withWords: log.Target!.Status == ExecutionStatus.Failed);
        lines.AddRange(failure.Select(Show));
        if (lines.Count > 0 && log != flowing)
            lines.Insert(0, Header(log.Target));
        if (Settings.Verbosity < Verbosity.Quiet || log.Target.Status == ExecutionStatus.Failed)
            lines.Add(Outcome(log.Target));
        if (Running.Count < 2)
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Update(lines);
        if (Running.Count == 1)
            Flow(Running[0]);
    }

    protected override void OnRunFinished(RunInfo run)
    {
        Running.Clear();
        Update([]);
        base.OnRunFinished(run);
        Settings.Out.Flush();
    }

    private void Flow(TargetLog log)
    {
        if (log == flowing)
            return;
        flowing = log;
        var lines = Held(log, withWords: true);
        if (Settings.Verbosity < Verbosity.Quiet)
            lines.Insert(0, Header(log.Target!));
        Update(lines);
    }

    /// <summary>What a target said and printed while it had only a live line.</summary>
    private List<string> Held(TargetLog log, bool withWords)
    {
        var words = log.TakeUnseen();
        var lines = withWords ? words.Select(l => Paint.Dim(l.Text)).ToList() : [];
        if (printed.Remove(log, out var raw))
            lines.AddRange(raw.Select(Show));
        return lines;
    }

    private string Prefix(ExecutableTarget target) => $"{Paint.With(Ansi.Cyan, TextWidth.Pad(target.Name, nameWidth))} {Paint.Dim("│")} ";

    private string Header(ExecutableTarget target) =>
        $"{Paint.Dim("──")} {Paint.Bold(target.Name)} {Paint.Dim(new string('─', Math.Clamp(Settings.Width() - TextWidth.Of(target.Name) - 5, 2, 60)))}";

    private void Repaint()
    {
        lock (Gate)
        {
            frame++;
            Update([]);
        }
    }

    /// <summary>Takes the live lines away, prints <paramref name="above"/>, and paints them again, in one write.</summary>
    private void Update(List<string> above)
    {
        var width = Settings.Width();
        var live = Running.Count > 1 ? LiveLines(width - 1, Settings.Height() - 1) : [];
        if (live.Count == 0 && painted.Count == 0 && above.Count == 0)
            return;
        var text = new StringBuilder(lineIsOpen ? "\n" : "");
        lineIsOpen = false;
        if (live.Count + painted.Count > 0)
            text.Append(Ansi.BeginUpdate);
        if (painted.Count > 0)
            text.Append('\r').Append(Ansi.Up(RowsOfPainted(width) - 1)).Append(Ansi.EraseBelow);
        foreach (var line in above)
            text.Append(line).Append('\n');
        text.AppendJoin('\n', live);
        if (live.Count + painted.Count > 0)
            text.Append(Ansi.EndUpdate);
        painted = live;
        Settings.Out.Write(text.ToString());
        Settings.Out.Flush();
    }

    private List<string> LiveLines(int width, int rows)
    {
        if (Running.Count <= rows)
            return [.. Running.Select(l => LiveLine(l, width))];
        var shown = Math.Max(0, rows - 1);
        return [.. Running.Take(shown).Select(l => LiveLine(l, width)), Paint.Dim(TextWidth.Fit($"and {Running.Count - shown} more", width))];
    }

    /// <summary>A window made narrower since has broken our lines into more rows.</summary>
    private int RowsOfPainted(int width) =>
        painted.Sum(l => Math.Max(1, (TextWidth.Of(Ansi.Clean(l, keepColors: false)) + width - 1) / Math.Max(1, width)));

    private string LiveLine(TargetLog log, int width)
    {
        var head = $"{Frames[frame % Frames.Length]} {TextWidth.Pad(log.Target!.Name, nameWidth)} {Wording.Elapsed(Now - log.Started),6}";
        if (TextWidth.Of(head) > width)
            return TextWidth.Fit(head, width);
        var rest = log.LastText.Length > 0 ? TextWidth.Fit("  " + log.LastText, width - TextWidth.Of(head)) : "";
        return Paint.With(Ansi.Cyan, head) + Paint.Dim(rest);
    }
}
