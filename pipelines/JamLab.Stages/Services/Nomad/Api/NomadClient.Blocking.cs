using System.Runtime.CompilerServices;

namespace JamLab.Stages.Services.Nomad.Api;

public sealed partial class NomadClient
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    // Keeps a server that never blocks from being asked without end.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The thing now and after each change, until the caller has seen enough (developer.hashicorp.com/nomad/api-docs#blocking-queries). An index that stays the same
    /// means that only time passed; one that goes back means that the servers were restored, and counting starts again.
    /// </summary>
    internal async IAsyncEnumerable<T> WatchAsync<T>(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long index = 0;
        while (true)
        {
            var waits = index > 0;
            var asked = waits ? $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}index={index}&wait={(int)LongestWait.TotalSeconds}s" : path;
            var request = new NomadRequest(HttpMethod.Get, asked) { Waits = waits ? LongestWait : TimeSpan.Zero };
            var answer = await AskAsync(request, cancellation).ConfigureAwait(false);
            if (answer.Index == index && waits)
            {
                await Task.Delay(Breath, _time, cancellation).ConfigureAwait(false);
                continue;
            }

            var isOlder = answer.Index < index;
            // An index of 0 would not block.
            index = isOlder ? 0 : Math.Max(1, answer.Index);
            yield return Read<T>(request, answer);
            if (isOlder)
                await Task.Delay(Breath, _time, cancellation).ConfigureAwait(false);
        }
    }
}
