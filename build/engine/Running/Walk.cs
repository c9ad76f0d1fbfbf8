namespace Nuke.Common.Execution;

/// <summary>
/// Walks the plan: starts each target once all that it waits for has ended, several side by side. What depends on a failed target is
/// skipped with its name as the cause. After a failure nothing new starts, unless the failed target says ProceedAfterFailure; what
/// says AssuredAfterFailure runs anyway. One loop owns all decisions; only the targets themselves run in parallel.
/// </summary>
internal sealed class Walk(NukeBuild build, TargetRunner runner, Cancellation cancellation, int degree)
{
    // What an aborted target may still take for its finally blocks, once its children are gone.
    private static readonly TimeSpan GraceForManagedCode = TimeSpan.FromSeconds(2);

    private readonly List<ExecutableTarget> _waiting = [.. build.ExecutionPlan];
    private readonly Dictionary<Task, ExecutableTarget> _running = [];
    private readonly Dictionary<ExecutableTarget, List<ExecutableTarget>> _waitsFor = WaitsFor(build.ExecutionPlan);
    private ExecutableTarget? _stoppedBy;
    private bool _isCancelled;

    public void Run()
    {
        while (true)
        {
            StartReady();
            if (_running.Count == 0 && (_isCancelled || !cancellation.IsRequested))
                break;
            WaitForOne();
        }

        foreach (var target in _waiting)
        {
            target.Status = ExecutionStatus.NotRun;
            target.SkipCause = _stoppedBy == null ? "because the run was cancelled" : $"because '{_stoppedBy.Name}' failed";
        }
    }

    private static Dictionary<ExecutableTarget, List<ExecutableTarget>> WaitsFor(IReadOnlyCollection<ExecutableTarget> plan)
    {
        var planned = plan.ToHashSet();
        return plan.ToDictionary(x => x, x => Planner.WaitsFor(x, planned));
    }

    private void StartReady()
    {
        for (var i = 0; i < _waiting.Count && _running.Count < degree; i++)
        {
            var target = _waiting[i];
            if (_waitsFor[target].Exists(IsUnfinished) || !TrySettle(target))
                continue;
            _waiting.RemoveAt(i);
            i = -1;
        }
    }

    /// <summary>Starts or skips the target; false when it may not start any more.</summary>
    private bool TrySettle(ExecutableTarget target)
    {
        if (CauseToSkip(target) is { } cause)
        {
            // Its other dependencies stay as they are: some may have run.
            target.Status = ExecutionStatus.Skipped;
            target.SkipCause = cause;
        }

        if (target.Status == ExecutionStatus.Skipped)
        {
            runner.NotifySkipped(target);
            return true;
        }

        if (IsStopped(target) || !cancellation.TryBegin(target))
            return false;
        _running.Add(runner.Start(target), target);
        return true;
    }

    private bool IsStopped(ExecutableTarget target) => (_stoppedBy != null || _isCancelled) && !target.Definition!.IsAssuredAfterFailure;

    /// <summary>Names the failure that the target stands behind, through any number of skipped ones.</summary>
    private static string? CauseToSkip(ExecutableTarget target)
    {
        if (target.Definition!.IsAssuredAfterFailure || target.Status != ExecutionStatus.Scheduled && target.Status != ExecutionStatus.Skipped)
            return null;
        foreach (var dependency in target.ExecutionDependencies)
        {
            if (dependency is { Status: ExecutionStatus.Failed, Definition.IsProceedAfterFailure: false })
                return $"because '{dependency.Name}' failed";
            if (dependency.Status == ExecutionStatus.Aborted)
                return $"because '{dependency.Name}' was aborted";
            if (dependency.Status == ExecutionStatus.Skipped && CauseToSkip(dependency) is { } cause)
                return cause;
        }

        return null;
    }

    // What will never start does not hold up a target that is assured.
    private bool IsUnfinished(ExecutableTarget target) =>
        _running.ContainsValue(target) || (_waiting.Contains(target) && !IsStopped(target));

    private void WaitForOne()
    {
        IEnumerable<Task> tasks = _isCancelled ? _running.Keys : [.. _running.Keys, cancellation.ChildrenEnded];
        var ended = Task.WhenAny(tasks).GetAwaiter().GetResult();
        if (ended == cancellation.ChildrenEnded)
        {
            _isCancelled = true;
            Task.WaitAll([.. _running.Keys], GraceForManagedCode);
            foreach (var target in _running.Values)
                runner.NotifyAborted(target);
            _running.Clear();
            return;
        }

        _running.Remove(ended, out var finished);
        if (finished is { Status: ExecutionStatus.Failed, Definition.IsProceedAfterFailure: false })
            _stoppedBy ??= finished;
        else if (finished is { Status: ExecutionStatus.Skipped, SkipCause: { } cause })
            Skipping.Skip([.. build.ExecutionPlan], finished, cause);
        else if (finished?.Status == ExecutionStatus.Aborted)
            runner.NotifyAborted(finished);
    }
}
