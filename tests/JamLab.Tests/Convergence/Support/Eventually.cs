using System.Diagnostics;
using Shouldly;

namespace JamLab.Tests.Convergence.Support;

internal static class Eventually
{
    /// <summary>Waits until it is so, for half a minute at most: a machine may be busy.</summary>
    public static async Task BeTrueAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30), what);
            await Task.Delay(20);
        }
    }
}
