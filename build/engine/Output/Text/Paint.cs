using Nuke.Common.Execution;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>Colours, or none.</summary>
internal readonly record struct Paint(bool Enabled)
{
    public string With(string color, string text) => Enabled && text.Length > 0 ? color + text + Ansi.Reset : text;

    public string Dim(string text) => With(Ansi.Dim, text);

    public string Bold(string text) => With(Ansi.Bold, text);

    public string Level(LogEventLevel level, string text) => level switch
    {
        >= LogEventLevel.Error => With(Ansi.Red, text),
        LogEventLevel.Warning => With(Ansi.Yellow, text),
        _ => text,
    };

    public string Status(ExecutionStatus status, string text) => With(ColorOf(status), text);

    private static string ColorOf(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Succeeded => Ansi.Green,
        ExecutionStatus.Failed or ExecutionStatus.Aborted => Ansi.Red,
        ExecutionStatus.Running => Ansi.Cyan,
        ExecutionStatus.NotRun => Ansi.Yellow,
        _ => Ansi.Dim,
    };
}
