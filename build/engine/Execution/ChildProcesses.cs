using System.Diagnostics;

namespace Nuke.Common.Execution;

/// <summary>
/// The processes that targets started and that must not outlive the build: SIGTERM for each and all below it, SIGKILL for what is left
/// after a grace time. On Linux every descendant counts, registered or not; one that daemonised itself away is left alone.
/// </summary>
internal sealed class ChildProcesses(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Process> _running = [];
    private bool _ending;

    /// <summary>The registry of this operating system process.</summary>
    public static ChildProcesses Current { get; } = new(TimeProvider.System);

    /// <summary>Counts a started process in until disposed; while the build ends, it is killed at once unless a target runs that is assured.</summary>
    public IDisposable Register(Process process)
    {
        lock (_lock)
        {
            if (_ending && TargetScope.Current is not { Status: ExecutionStatus.Running })
                Kill(process);
            else
                _running.Add(process);
        }

        return new Registration(this, process);
    }

    /// <summary>Ends them all, and returns once none is left. From then on, only targets that run all the same can start others.</summary>
    public void EndAll(TimeSpan grace)
    {
        List<Process> roots;
        lock (_lock)
        {
            _ending = true;
            roots = [.. _running];
        }

        End(() => Members(roots), grace, time);
        foreach (var root in roots)
            Kill(root);
    }

    internal static void End(Func<List<ProcessId>> members, TimeSpan grace, TimeProvider time)
    {
        var asked = members();
        ProcessTree.Terminate(asked);
        var began = time.GetTimestamp();
        while (asked.Any(ProcessTree.IsAlive) && time.GetElapsedTime(began) < grace)
            Thread.Sleep(20);

        // Those that were born meanwhile go too.
        ProcessTree.Kill([.. asked.Concat(members()).Distinct().Where(ProcessTree.IsAlive)]);
    }

    private static List<ProcessId> Members(List<Process> roots) =>
        ProcessTree.IsSupported ? ProcessTree.Descendants(Environment.ProcessId) : [.. roots.Select(x => new ProcessId(x.Id, 0))];

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It is gone, which is what was wanted.
        }
    }

    private sealed class Registration(ChildProcesses owner, Process process) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._lock)
                owner._running.Remove(process);
        }
    }
}
