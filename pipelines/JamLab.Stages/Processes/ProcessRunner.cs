using System.Text;
using CliWrap;
using CliWrap.EventStream;
using Serilog;

namespace JamLab.Stages.Processes;

/// <summary>
/// Runs tools. Each gets a session of its own, so that a Ctrl-C in the terminal reaches it only through us: SIGTERM to its whole
/// group first, SIGKILL after <see cref="Grace"/>. While it runs, a record of it lies in <paramref name="records"/>: when this process is
/// killed, the next run ends what is left (<see cref="RunRecords.EndLeftovers"/>).
/// </summary>
public sealed class ProcessRunner(ILogger log, RunRecords? records = null)
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>How long a tool may take to end when asked.</summary>
    public TimeSpan Patience { get; init; } = Grace;

    private static readonly string? SetSid = Programs.Find("setsid");

    /// <summary>Runs to the end; a non-zero exit code is a <see cref="ToolFailedException"/> with the last lines of output.</summary>
    public async Task<ProcessResult> RunAsync(ToolCommand command, CancellationToken cancellation)
    {
        var result = await TryRunAsync(command, cancellation).ConfigureAwait(false);
        return result.ExitCode == 0 ? result : throw new ToolFailedException(command, result);
    }

    /// <summary>Runs to the end and leaves judging the exit code to the caller.</summary>
    public async Task<ProcessResult> TryRunAsync(ToolCommand command, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await RunOnceAsync(command, cancellation).ConfigureAwait(false);
            if (!FileWasBusy(result) || attempt == 20)
                return result;
            await Task.Delay(50, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A program that was written a moment ago cannot start while a process that was forked meanwhile, and has not yet become its own program,
    /// still holds the file open (ETXTBSY, https://github.com/golang/go/issues/22315). It never ran, so it may be started again.
    /// </summary>
    private static bool FileWasBusy(ProcessResult result) =>
        result.ExitCode == 126 && result.Errors.StartsWith("setsid: failed to execute ", StringComparison.Ordinal)
        && result.Errors.Contains("Text file busy", StringComparison.Ordinal);

    private async Task<ProcessResult> RunOnceAsync(ToolCommand command, CancellationToken cancellation)
    {
        log.Verbose("{Command:l}", command.ToString());
        var cli = Cli.Wrap(SetSid ?? command.Program)
            .WithArguments(SetSid is null ? command.Arguments : [command.Program, .. command.Arguments])
            .WithWorkingDirectory(command.WorkingDirectory ?? Environment.CurrentDirectory)
            .WithEnvironmentVariables(command.Environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value.Reveal()))
            .WithStandardInputPipe(command.Input is { } input ? PipeSource.FromString(input.Reveal()) : PipeSource.Null)
            .WithValidation(CommandResultValidation.None);

        var output = new StringBuilder();
        var errors = new StringBuilder();
        var all = new Queue<string>();
        var exitCode = 0;
        using var ending = new GroupEnding(Patience);
        using var registration = cancellation.Register(ending.Start);
        IDisposable? record = null;
        try
        {
            await foreach (var happened in cli.ListenAsync(CancellationToken.None).ConfigureAwait(false))
            {
                switch (happened)
                {
                    case StartedCommandEvent started:
                        record = records?.Add(started.ProcessId, command.ToString());
                        ending.Group = SetSid is null ? started.ProcessId : -started.ProcessId;
                        break;
                    case StandardOutputCommandEvent line:
                        output.Append(line.Text).Append('\n');
                        Seen(command, all, line.Text);
                        break;
                    case StandardErrorCommandEvent line:
                        errors.Append(line.Text).Append('\n');
                        Seen(command, all, line.Text);
                        break;
                    case ExitedCommandEvent exited:
                        exitCode = exited.ExitCode;
                        break;
                }
            }
        }
        finally
        {
            record?.Dispose();
        }

        cancellation.ThrowIfCancellationRequested();
        return new ProcessResult(exitCode, output.ToString(), errors.ToString(), [.. all]);
    }

    private void Seen(ToolCommand command, Queue<string> all, string line)
    {
        all.Enqueue(line);
        if (all.Count > 40)
            all.Dequeue();
        if (command.Shown(line) is { } shown)
            log.Information("{Line:l}", shown);
    }
}
