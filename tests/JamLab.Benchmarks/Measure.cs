using System.Diagnostics;
using CliWrap;

namespace JamLab.Benchmarks;

/// <summary>What is measured: a command as a whole process, in milliseconds of wall time.</summary>
/// <param name="Label">How the table calls it, in Markdown.</param>
internal sealed record Candidate(string Label, Command Command);

/// <summary>The times of one candidate.</summary>
internal sealed record Times(Candidate Candidate, IReadOnlyList<double> Milliseconds)
{
    public double Median { get; } = At(Milliseconds, 0.5);

    public double Minimum { get; } = Milliseconds.Min();

    /// <summary>Half of the runs lie within this distance; it tells whether the machine was quiet.</summary>
    public double Spread { get; } = At(Milliseconds, 0.75) - At(Milliseconds, 0.25);

    private static double At(IReadOnlyList<double> values, double share) =>
        values.Order().ElementAt((int)Math.Round(share * (values.Count - 1)));
}

/// <summary>
/// Runs candidates in turns, so that a machine that is busy for a while slows all of them, and their ratios hold.
/// </summary>
internal static class Measure
{
    public static async Task<IReadOnlyList<Times>> InTurnsAsync(
        IReadOnlyList<Candidate> candidates, int warmUps, int runs, CancellationToken cancellationToken)
    {
        var times = candidates.Select(_ => new List<double>()).ToList();
        for (var run = -warmUps; run < runs; run++)
        {
            for (var index = 0; index < candidates.Count; index++)
            {
                var started = Stopwatch.GetTimestamp();
                await candidates[index].Command.ExecuteAsync(cancellationToken).ConfigureAwait(false);
                if (run >= 0)
                    times[index].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        return [.. candidates.Zip(times, (candidate, milliseconds) => new Times(candidate, milliseconds))];
    }

    /// <summary>A Markdown table; the last column compares with the candidate of that index.</summary>
    public static string ToTable(IReadOnlyList<Times> times, int comparedWith)
    {
        var peer = times[comparedWith].Median;
        var rows = times.Select(x =>
            $"| {x.Candidate.Label} | {x.Median:N0} ms | {x.Minimum:N0} ms | {x.Spread:N0} ms | {peer / x.Median:N1}x |");
        return string.Join('\n', [
            "| what | median | fastest | half within | against NUKE's way |",
            "|---|---:|---:|---:|---:|",
            .. rows,
        ]);
    }
}
