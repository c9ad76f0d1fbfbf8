using Serilog;

namespace JamLab.Stages.Templates;

/// <summary>Announces each phase of one image's build and remembers how long it took.</summary>
internal sealed class BuildPhases(string image, ILogger log, TimeProvider time)
{
    private readonly Dictionary<string, double> _seconds = [];

    public IReadOnlyDictionary<string, double> Seconds => _seconds;

    public async Task RunAsync(string phase, string announcement, Func<Task> work)
    {
        log.Information("{Image:l}: {Announcement:l}", image, announcement);
        var start = time.GetTimestamp();
        await work().ConfigureAwait(false);
        _seconds[phase] = Math.Round(time.GetElapsedTime(start).TotalSeconds, 1);
        log.Information("{Image:l}: {Phase:l} took {Seconds:0.0} s", image, phase, _seconds[phase]);
    }
}
