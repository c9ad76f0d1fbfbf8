using System.Collections.Concurrent;
using JamLab.Convergence.Running;
using Serilog;

namespace JamLab.Stages.Configuration;

/// <summary>Says what hosts are at: each step in verbose runs, else only what takes long.</summary>
internal sealed class ConfigurationProgress : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (string What, long Since)> _current = new(StringComparer.Ordinal);
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public ConfigurationProgress(ILogger log, TimeProvider time)
    {
        (_log, _time) = (log, time);
        _timer = time.CreateTimer(_ => TellSlow(), null, Every, Every);
    }

    public void Tell(HostEvent happened)
    {
        var what = happened.Resource is null ? happened.What : $"{happened.What} {happened.Resource}";
        _log.Verbose("{Host:l}: {What:l}", happened.Host, what);
        if (happened.What == HostEvent.Done)
            _current.TryRemove(happened.Host, out _);
        else
            _current[happened.Host] = (what, _time.GetTimestamp());
    }

    public void Dispose() => _timer.Dispose();

    private void TellSlow()
    {
        foreach (var (host, (what, since)) in _current)
        {
            if (_time.GetElapsedTime(since) > Every / 2)
                _log.Information("{Host:l}: {What:l} ({Seconds:0} s)", host, what, _time.GetElapsedTime(since).TotalSeconds);
        }
    }
}
