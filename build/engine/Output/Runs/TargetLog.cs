using Nuke.Common.Execution;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>What a target said in this run, as far as the end of the run may need it again.</summary>
internal sealed class TargetLog
{
    /// <summary>A failing tool repeats itself; the cause stands in its first errors.</summary>
    private const int FirstErrors = 10;

    /// <summary>The last lines of a target whose lines were not shown while it ran.</summary>
    private const int LastLines = 20;

    private readonly Queue<LogLine> unseen = new();

    public TargetLog(ExecutableTarget? target, DateTimeOffset started)
    {
        Target = target;
        Started = started;
        LastSaid = started;
    }

    public ExecutableTarget? Target { get; }

    public DateTimeOffset Started { get; }

    public DateTimeOffset LastSaid { get; private set; }

    public string LastText { get; private set; } = "";

    public List<string> Errors { get; } = [];

    public int Warnings { get; private set; }

    public void Note(LogLine line, DateTimeOffset now)
    {
        LastSaid = now;
        if (!string.IsNullOrWhiteSpace(line.Text))
            LastText = line.Text.Trim();
        if (line.Level >= LogEventLevel.Error && Errors.Count < FirstErrors)
            Errors.Add(line.Text);
        if (line.Level == LogEventLevel.Warning)
            Warnings++;
    }

    /// <summary>A heartbeat counts as having spoken, so that the next comes a full interval later.</summary>
    public void NoteHeartbeat(DateTimeOffset now) => LastSaid = now;

    public void Keep(LogLine line)
    {
        unseen.Enqueue(line);
        if (unseen.Count > LastLines)
            unseen.Dequeue();
    }

    public IReadOnlyList<LogLine> TakeUnseen()
    {
        var lines = unseen.ToArray();
        unseen.Clear();
        return lines;
    }
}
