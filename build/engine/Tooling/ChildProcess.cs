using System.Diagnostics;
using Nuke.Common.Execution;

namespace Nuke.Common.Tooling;

/// <summary>A started process whose output is read while it runs, and which ends with the build.</summary>
internal sealed class ChildProcess : IProcess
{
    private readonly Process _process;
    private readonly int? _timeout;
    private readonly Lock _lock = new();
    private readonly List<Output> _output = [];
    private readonly TaskCompletionSource _stdEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _errEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable _registration;

    public ChildProcess(ProcessStartInfo start, int? timeout, Action<OutputType, string>? logger, Func<string, string> mask)
    {
        FileName = start.FileName;
        Arguments = mask(start.Arguments);
        WorkingDirectory = start.WorkingDirectory;
        Mask = mask;
        _timeout = timeout;
        _process = new Process { StartInfo = start };
        // The readers run on the thread pool; the target that this output belongs to is known only here.
        var context = ExecutionContext.Capture();
        _process.OutputDataReceived += (_, e) => Receive(OutputType.Std, e.Data, _stdEnded);
        _process.ErrorDataReceived += (_, e) => Receive(OutputType.Err, e.Data, _errEnded);
        _process.Start();
        _registration = ChildProcesses.Current.Register(_process);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        void Receive(OutputType type, string? text, TaskCompletionSource ended)
        {
            if (text is null)
            {
                ended.TrySetResult();
                return;
            }

            lock (_lock)
            {
                _output.Add(new Output { Type = type, Text = text });
                if (logger is null)
                    return;
                if (context is null)
                    logger(type, mask(text));
                else
                    ExecutionContext.Run(context, _ => logger(type, mask(text)), null);
            }
        }
    }

    public Func<string, string> Mask { get; }

    public string FileName { get; }

    public string Arguments { get; }

    public string WorkingDirectory { get; }

    public IReadOnlyCollection<Output> Output
    {
        get
        {
            lock (_lock)
                return [.. _output];
        }
    }

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    public void Kill() => _process.Kill(entireProcessTree: true);

    public bool WaitForExit()
    {
        // Not Timeout.Infinite: with it .NET also waits until nobody holds the pipes any more.
        var inTime = _process.WaitForExit(_timeout ?? int.MaxValue);
        if (!inTime)
        {
            Kill();
            _process.WaitForExit(TimeSpan.FromSeconds(10));
        }

        // A daemon that the process left behind may hold the pipes open for ever; the rest of the output is worth a moment, not more.
        Task.WaitAll([_stdEnded.Task, _errEnded.Task], TimeSpan.FromSeconds(2));
        _registration.Dispose();
        return inTime;
    }

    public void Dispose()
    {
        _registration.Dispose();
        _process.Dispose();
    }
}
