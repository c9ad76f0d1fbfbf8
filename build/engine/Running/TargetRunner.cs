namespace Nuke.Common.Execution;

/// <summary>Runs one target on a thread of its own: condition, actions, events. Never throws; the outcome is the target's status.</summary>
internal sealed class TargetRunner(NukeBuild build, IRunOutput output, Journal journal, TimeProvider time)
{
    public Task Start(ExecutableTarget target) =>
        Task.Factory.StartNew(() => Run(target), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void NotifySkipped(ExecutableTarget target)
    {
        output.TargetFinished(target);
        try
        {
            build.OnTargetSkipped(target.Name);
        }
#pragma warning disable CA1031 // An override that throws fails the target that it was told of.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(target, exception);
        }
    }

    public void NotifyAborted(ExecutableTarget target)
    {
        target.Duration = time.GetUtcNow() - target.Started ?? TimeSpan.Zero;
        output.TargetFinished(target);
    }

    private void Run(ExecutableTarget target)
    {
        TargetScope.Current = target;
        try
        {
            if (Skipping.FalseOnes(target, target.Definition!.DynamicConditions) is { } cause)
            {
                target.SkipCause = cause;
                if (TryFinish(target, ExecutionStatus.Skipped))
                    build.OnTargetSkipped(target.Name);
            }
            else if (target.Definition.Actions.Count == 0)
            {
                TryFinish(target, ExecutionStatus.Collective);
            }
            else
            {
                Execute(target);
            }
        }
#pragma warning disable CA1031 // Targets throw whatever they like.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(target, exception);
        }
    }

    private void Execute(ExecutableTarget target)
    {
        journal.Began(target);
        Begin(target);
        var began = time.GetTimestamp();
        try
        {
            build.OnTargetRunning(target.Name);
            foreach (var action in target.Definition!.Actions)
                action().GetAwaiter().GetResult();
            build.OnTargetSucceeded(target.Name);
        }
        finally
        {
            target.Duration = time.GetElapsedTime(began);
        }

        TryFinish(target, ExecutionStatus.Succeeded);
    }

    private void Begin(ExecutableTarget target)
    {
        target.Started = time.GetUtcNow();
        output.TargetStarted(target);
    }

    private void Fail(ExecutableTarget target, Exception exception)
    {
        target.Failure = Failures.Unwrap(exception);
        if (target.Started == null)
            Begin(target);
        if (!TryFinish(target, ExecutionStatus.Failed))
            return;
        try
        {
            build.OnTargetFailed(target.Name);
        }
#pragma warning disable CA1031 // It failed already; the first cause is the one to tell.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>False for a target that was aborted meanwhile: it may have ended well only because its child was told to end.</summary>
    private bool TryFinish(ExecutableTarget target, ExecutionStatus status)
    {
        lock (target)
        {
            if (target.Status == ExecutionStatus.Aborted)
                return false;
            target.Status = status;
        }

        if (status is ExecutionStatus.Succeeded or ExecutionStatus.Collective)
            journal.Succeeded(target);
        output.TargetFinished(target);
        return true;
    }
}
