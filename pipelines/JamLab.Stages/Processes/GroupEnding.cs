namespace JamLab.Stages.Processes;

/// <summary>Ends a process group: asks first, insists after the grace time.</summary>
internal sealed class GroupEnding(TimeSpan grace) : IDisposable
{
    private readonly Lock _lock = new();
    private Timer? _timer;
    private bool _started;
    private int _group;

    /// <summary>The process id, or minus the group's id as kill(2) takes it; set once the process runs.</summary>
    public int Group
    {
        set
        {
            lock (_lock)
            {
                _group = value;
                if (_started)
                    Send();
            }
        }
    }

    public void Start()
    {
        lock (_lock)
        {
            _started = true;
            if (_group != 0)
                Send();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _started = false;
        }
    }

    private void Send()
    {
        Signals.Send(_group, Signals.Terminate);
        _timer = new Timer(_ => Signals.Send(_group, Signals.Kill), null, grace, Timeout.InfiniteTimeSpan);
    }
}
