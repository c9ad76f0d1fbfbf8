using System.Runtime.InteropServices;

namespace Nuke.Common.Execution;

/// <summary>
/// Ctrl-C and SIGTERM: no new targets, the running ones are aborted, their processes end (SIGTERM, after ten seconds SIGKILL), then the
/// summary. A second signal ends the build at once.
/// </summary>
internal sealed class Cancellation(NukeBuild build, Action<int> endAtOnce) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _childrenEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> _registrations = [];

    public bool IsRequested { get; private set; }

    /// <summary>128 plus the signal's number.</summary>
    public int ExitCode { get; private set; }

    public Task ChildrenEnded => _childrenEnded.Task;

    public void HandleSignals()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    /// <summary>Marks the target as running, unless the run is cancelled and the target not assured.</summary>
    public bool TryBegin(ExecutableTarget target)
    {
        lock (_gate)
        {
            if (IsRequested && !(_childrenEnded.Task.IsCompleted && target.Definition!.IsAssuredAfterFailure))
                return false;
            target.Status = ExecutionStatus.Running;
            return true;
        }
    }

    public void Request(int exitCode)
    {
        lock (_gate)
        {
            if (IsRequested)
            {
                endAtOnce(exitCode);
                return;
            }

            IsRequested = true;
            ExitCode = exitCode;
            foreach (var target in build.ExecutionPlan)
                Abort(target);
        }

        var ending = new Thread(() =>
        {
            ChildProcesses.Current.EndAll(Grace);
            _childrenEnded.SetResult();
        });
        ending.IsBackground = true;
        ending.Start();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private static void Abort(ExecutableTarget target)
    {
        lock (target)
        {
            if (target.Status != ExecutionStatus.Running)
                return;
            target.Status = ExecutionStatus.Aborted;
        }
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        Request(context.Signal switch
        {
            PosixSignal.SIGINT => 130,
            PosixSignal.SIGHUP => 129,
            _ => 143,
        });
    }
}
