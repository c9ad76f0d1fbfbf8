namespace JamLab.Tests.GitHub.Server;

/// <summary>A clock on which waiting is over at once and noted in <see cref="Waits"/>, while limits of time pass only when the test says so.</summary>
internal sealed class GitHubTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly List<LimitTimer> _limits = [];
    private DateTimeOffset _now = new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
                return [.. _waits];
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public void Advance(TimeSpan by)
    {
        lock (_lock)
            _now += by;
    }

    /// <summary>Every limit of time that runs now is over.</summary>
    public void ExpireLimits()
    {
        List<LimitTimer> due;
        lock (_lock)
            due = [.. _limits];
        due.ForEach(one => one.Fire());
    }

    // A limit ends a CancellationTokenSource; all else waits.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = state is CancellationTokenSource ? new LimitTimer(this, () => callback(state)) : new WaitTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private abstract class Timer : ITimer
    {
        public abstract bool Change(TimeSpan dueTime, TimeSpan period);

        public abstract void Dispose();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class WaitTimer(GitHubTime time, Action fire) : Timer
    {
        public override bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            lock (time._lock)
            {
                time._waits.Add(dueTime);
                time._now += dueTime;
            }

            ThreadPool.QueueUserWorkItem(_ => fire());
            return true;
        }

        public override void Dispose()
        {
        }
    }

    private sealed class LimitTimer(GitHubTime time, Action fire) : Timer
    {
        public void Fire() => fire();

        public override bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._limits.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                    time._limits.Add(this);
            }

            return true;
        }

        public override void Dispose()
        {
            lock (time._lock)
                time._limits.Remove(this);
        }
    }
}
