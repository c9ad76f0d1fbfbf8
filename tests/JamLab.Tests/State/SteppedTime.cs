namespace JamLab.Tests.State;

/// <summary>Time that stands still: a timer goes off when the test says so.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly TaskCompletionSource _waited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action _due = () => { };
    private bool _passed;

    /// <summary>Completes when somebody waits for time to pass.</summary>
    public Task Waited => _waited.Task;

    public void Step()
    {
        _passed = true;
        _due();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _due = () => callback(state);
        _waited.TrySetResult();
        if (_passed)
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Inert();
    }

    private sealed class Inert : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
