using System.Text.RegularExpressions;
using Nuke.Common.Execution;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>
/// One foldable group a target in GitHub's log. Groups cannot interleave, so a target's lines are held back while others run beside
/// it and come out as one group when it ends; one that runs alone is shown as it goes. Text of tools never acts as a workflow command.
/// </summary>
internal sealed partial class GitHubOutput(OutputSettings settings) : RunOutput(settings)
{
    private readonly Dictionary<TargetLog, List<LogLine>> held = [];
    private readonly HashSet<TargetLog> seen = [];
    private TargetLog? open;
    private int masked;

    protected override void OnRunStarted(RunInfo run) => Mask();

    protected override void OnTargetStarted(TargetLog log)
    {
        Mask();
        held[log] = [];
        if (Running.Count > 1)
            Close();
    }

    protected override void OnLine(TargetLog log, LogLine line)
    {
        Mask();
        if (log.Target is null)
        {
            Emit(line);
            return;
        }

        held[log].Add(line);
        if (Running.Count == 1)
            Show(log);
    }

    protected override void OnTargetFinished(TargetLog log, IReadOnlyList<LogLine> failure)
    {
        Mask();
        held[log].AddRange(failure);
        Show(log);
        held.Remove(log);
        Close();
        WriteText(Outcome(log.Target!));
        if (Running.Count == 1)
            Show(Running[0]);
    }

    protected override void OnRunFinished(RunInfo run)
    {
        Close();
        base.OnRunFinished(run);
        Settings.Out.Flush();
        if (Settings.StepSummaryFile is { Length: > 0 } file)
            File.AppendAllText(file, StepSummary.Create(run, ErrorsOf, Settings.Redactor));
    }

    private void Show(TargetLog log)
    {
        if (held[log].Count > 0 && open != log)
        {
            Close();
            open = log;
            Write(WorkflowCommand.Format("group", seen.Add(log) ? log.Target!.Name : $"{log.Target!.Name} (continued)"));
        }

        foreach (var line in held[log])
            Emit(line);
        held[log].Clear();
    }

    private void Close()
    {
        if (open is not null)
            Write(WorkflowCommand.Format("endgroup"));
        open = null;
    }

    private void Mask()
    {
        var values = Settings.Redactor.Values;
        for (; masked < values.Count; masked++)
            Write(WorkflowCommand.Format("add-mask", values[masked]));
    }

    private void Emit(LogLine line)
    {
        var plain = Ansi.Clean(line.Text, keepColors: false);
        if (line.IsCommand)
        {
            Write(line.Text);
        }
        else if (Place().Match(plain) is { Success: true } place)
        {
            var title = place.Groups["code"].Value;
            List<(string, string)> properties = [("file", place.Groups["file"].Value), ("line", place.Groups["line"].Value)];
            if (place.Groups["col"].Success)
                properties.Add(("col", place.Groups["col"].Value));
            if (title.Length > 0)
                properties.Add(("title", title));
            Write(WorkflowCommand.Format(place.Groups["kind"].Value, place.Groups["message"].Value, properties));
        }
        else if (line.Level >= LogEventLevel.Error && !line.IsRaw)
        {
            Write(WorkflowCommand.Format("error", plain));
        }
        else if (line.Level == LogEventLevel.Warning && !line.IsRaw)
        {
            Write(WorkflowCommand.Format("warning", plain));
        }
        else
        {
            WriteText(Show(line));
        }
    }

    protected override void WriteText(string line)
    {
        var hostile = WorkflowCommand.WouldBeTaken(Ansi.Clean(line, keepColors: false));
        var token = hostile ? Settings.NewToken() : "";
        if (hostile)
            Write(WorkflowCommand.Format("stop-commands", token));
        Write(line);
        if (hostile)
            Write($"::{token}::");
    }

    /// <summary><c>path:line[:col]: error|warning [CODE]: message</c>, and MSBuild's <c>path(line,col): error CODE: message</c>.</summary>
    [GeneratedRegex(@"^\s*(?<file>[^\s:(][^:(]*)(?::(?<line>\d+)(?::(?<col>\d+))?|\((?<line>\d+)(?:,(?<col>\d+))?\)):\s*(?<kind>error|warning)(?:\s+(?<code>[A-Za-z][\w.-]*))?:\s*(?<message>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
