namespace JamLab.Tests.Services.Nomad.Api;

/// <summary>A clock on which short waits are over at once, noted in <see cref="Delays"/>, and limits are over when the test says so.</summary>
internal sealed class TestTime : TimeProvider
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private readonly List<TimeSpan> _delays = [];
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public IReadOnlyList<TimeSpan> Delays
    {
        get
        {
            lock (_lock)
                return [.. _delays];
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (_lock)
        {
            _now += by;
            due = [.. _timers.Where(one => one.Due <= _now)];
            _timers.RemoveAll(due.Contains);
        }

        due.ForEach(one => one.Fire());
    }

    private sealed class Timer(TestTime time, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            lock (time._lock)
            {
                if (dueTime > Short)
                {
                    Due = time._now + dueTime;
                    time._timers.Add(this);
                    return true;
                }

                time._delays.Add(dueTime);
                time._now += dueTime;
            }

            ThreadPool.QueueUserWorkItem(_ => fire());
            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
