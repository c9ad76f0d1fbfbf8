using JamLab.Stages.Processes;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Processes;

public sealed class BusyProgramTests : IDisposable
{
    private readonly string _program = Path.GetTempFileName();

    public void Dispose() => File.Delete(_program);

    [Fact]
    public async Task A_program_that_is_still_being_written_starts_once_it_is_whole()
    {
        await File.WriteAllTextAsync(_program, "#!/bin/sh\necho ran\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(_program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var writing = new FileStream(_program, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        var busy = new StartedAndRefused();
        var running = new ProcessRunner(busy.Log).TryRunAsync(new ToolCommand(_program), TestContext.Current.CancellationToken);
        await busy.Happened;
        await writing.DisposeAsync();
        (await running).Output.ShouldBe("ran\n");
    }

    /// <summary>Completes when the runner starts the program for the second time, which is when the first was refused.</summary>
    private sealed class StartedAndRefused : ILogEventSink
    {
        private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _starts;

        public StartedAndRefused() => Log = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();

        public ILogger Log { get; }

        public Task Happened => _happened.Task;

        public void Emit(LogEvent logEvent)
        {
            if (Interlocked.Increment(ref _starts) == 2)
                _happened.TrySetResult();
        }
    }
}
