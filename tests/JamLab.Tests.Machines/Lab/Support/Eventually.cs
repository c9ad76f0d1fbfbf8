using System.Runtime.CompilerServices;
using Xunit;

namespace JamLab.Tests.Machines.Lab.Support;

/// <summary>Waits until something is so, and no longer than a limit.</summary>
internal static class Eventually
{
    public static async Task So(Func<bool> condition, TimeSpan limit, Func<string>? otherwise = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var cancellation = TestContext.Current.CancellationToken;
        for (var started = TimeProvider.System.GetTimestamp(); !condition();)
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
                throw new TimeoutException($"not so after {limit.TotalSeconds:0} s: {what}\n{otherwise?.Invoke()}");
            await Task.Delay(50, cancellation);
        }
    }
}
