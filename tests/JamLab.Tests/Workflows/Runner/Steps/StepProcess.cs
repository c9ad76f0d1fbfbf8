using System.Diagnostics;
using System.Text;
using JamLab.Stages.Processes;

namespace JamLab.Tests.Workflows.Runner.Steps;

/// <summary>Runs a step's command in a process group of its own; the group is ended with SIGINT, SIGTERM and SIGKILL when the step is cancelled.</summary>
internal static class StepProcess
{
    private const int Interrupt = 2;

    // A background process that kept the outputs open: GitHub's runner waits as long.
    private static readonly TimeSpan OpenStreams = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(
        IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string> env, Action<string> line, TimeSpan grace, CancellationToken ct)
    {
        if (!Directory.Exists(folder))
            throw new StepFailedException($"An error occurred trying to start process '{command[0]}' with working directory '{folder}'. No such file or directory");
        var start = new ProcessStartInfo("setsid", command)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        start.Environment.Clear();
        foreach (var (name, value) in env)
            start.Environment[name] = value;
        using var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => ended.TrySetResult();
        process.Start();
        process.StandardInput.Close();
        var gate = new Lock();
        var outputs = Task.WhenAll(ReadAsync(process.StandardOutput, gate, line), ReadAsync(process.StandardError, gate, line));
        await using (ct.Register(() => _ = EndAsync(process.Id, ended.Task, grace)))
            await ended.Task;
        if (ct.IsCancellationRequested)
            Signals.Send(-process.Id, Signals.Kill);
        await Task.WhenAny(outputs, Task.Delay(OpenStreams, CancellationToken.None));
        ct.ThrowIfCancellationRequested();
        return process.ExitCode;
    }

    private static async Task EndAsync(int group, Task ended, TimeSpan grace)
    {
        foreach (var (signal, patience) in new[] { (Interrupt, grace), (Signals.Terminate, grace / 3), (Signals.Kill, grace) })
        {
            Signals.Send(-group, signal);
            if (await Task.WhenAny(ended, Task.Delay(patience)) == ended)
                return;
        }
    }

    private static async Task ReadAsync(StreamReader reader, Lock gate, Action<string> line)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } next)
            {
                lock (gate)
                    line(next);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process ended while one that it left behind still held the stream.
        }
    }
}
