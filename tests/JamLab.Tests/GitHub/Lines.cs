using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace JamLab.Tests.GitHub;

/// <summary>A log that keeps what is shown.</summary>
internal sealed class Lines : ILogEventSink
{
    private readonly List<string> _lines = [];

    public Lines(LogEventLevel least = LogEventLevel.Information) => Logger = new LoggerConfiguration().MinimumLevel.Is(least).WriteTo.Sink(this).CreateLogger();

    public ILogger Logger { get; }

    public string Text => string.Concat(_lines.Select(line => line + "\n"));

    public void Emit(LogEvent logEvent) => _lines.Add(logEvent.RenderMessage());
}
