using System.Diagnostics;
using System.Globalization;

namespace JamLab.Benchmarks.Configuration;

/// <summary>What this whole computer has done so far: hosts in containers are part of it.</summary>
/// <param name="Starts">Processes and threads started since boot, from <c>/proc/stat</c>.</param>
/// <param name="Bytes">Bytes over the loopback interface, over which hosts are reached, with all headers.</param>
internal readonly record struct Counters(long Timestamp, long Starts, long Bytes)
{
    public static Counters Now() => new(Stopwatch.GetTimestamp(), Words("/proc/stat", "processes")[1], Words("/proc/net/dev", "lo:")[1]);

    // "lo:" may touch its first number.
    private static long[] Words(string file, string word) =>
        [.. File.ReadLines(file).First(line => line.TrimStart().StartsWith(word, StringComparison.Ordinal)).Replace(":", ": ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => long.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : 0)];
}
