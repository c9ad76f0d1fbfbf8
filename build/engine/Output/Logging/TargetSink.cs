using Nuke.Common.Execution;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Nuke.Common.Output;

/// <summary>Serilog's events as lines of the target whose flow of control raised them.</summary>
internal sealed class TargetSink(IRunOutput output, Redactor redactor, bool stackTraces) : ILogEventSink
{
    /// <summary>Literal, as NUKE prints: strings among the values come without quotes.</summary>
    private readonly MessageTemplateTextFormatter formatter = new("{Message:l}");

    public void Emit(LogEvent logEvent)
    {
        var writer = new StringWriter();
        formatter.Format(logEvent, writer);
        if (logEvent.Exception is { } exception)
            writer.Write("\n" + (stackTraces ? exception.ToString() : string.Join('\n', Wording.Causes(exception))));
        foreach (var line in redactor.Redact(writer.ToString()).ReplaceLineEndings("\n").TrimStart('\n').Split('\n'))
            output.Line(TargetScope.Current, new LogLine(logEvent.Timestamp, logEvent.Level, line));
    }
}
