using Nuke.Common.Execution;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Output;

/// <summary>
/// An output with the process's logger and console attached: whatever a target logs or prints, anywhere below it, reaches the output
/// as that target's lines, redacted. Disposing gives logger and console back.
/// </summary>
internal sealed class LogSetup : IRunOutput
{
    private readonly IRunOutput output;
    private readonly (TextWriter Out, TextWriter Error) before = (Console.Out, Console.Error);
    private readonly ILogger loggerBefore = Log.Logger;
    private readonly Logger logger;
    private readonly TargetTextWriter[] writers;

    public LogSetup(IRunOutput output, Verbosity verbosity, Redactor redactor, TimeProvider time)
    {
        this.output = output;
        logger = new LoggerConfiguration()
            .MinimumLevel.Is(Level(verbosity))
            .WriteTo.Sink(new TargetSink(output, redactor, verbosity == Verbosity.Verbose))
            .CreateLogger();
        writers =
        [
            new TargetTextWriter(output, redactor, LogEventLevel.Information, time),
            new TargetTextWriter(output, redactor, LogEventLevel.Information, time),
        ];
        Log.Logger = logger;
        Console.SetOut(writers[0]);
        Console.SetError(writers[1]);
    }

    public void RunStarted(RunInfo run) => output.RunStarted(run);

    public void TargetStarted(ExecutableTarget target) => output.TargetStarted(target);

    public void Line(ExecutableTarget? target, LogLine line) => output.Line(target, line);

    public void TargetFinished(ExecutableTarget target)
    {
        foreach (var writer in writers)
            writer.Finish(target);
        output.TargetFinished(target);
    }

    public void RunFinished(RunInfo run)
    {
        foreach (var writer in writers)
            writer.Finish(null);
        output.RunFinished(run);
    }

    public void Dispose()
    {
        Console.SetOut(before.Out);
        Console.SetError(before.Error);
        Log.Logger = loggerBefore;
        logger.Dispose();
        output.Dispose();
    }

    private static LogEventLevel Level(Verbosity verbosity) => verbosity switch
    {
        Verbosity.Verbose => LogEventLevel.Verbose,
        Verbosity.Normal => LogEventLevel.Debug,
        Verbosity.Minimal => LogEventLevel.Warning,
        _ => LogEventLevel.Error,
    };
}
