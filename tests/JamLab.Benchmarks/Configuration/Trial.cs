using System.Diagnostics;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

namespace JamLab.Benchmarks.Configuration;

/// <summary>One run of one contender, as a whole process.</summary>
internal readonly record struct Trial(double Seconds, long Starts, long Bytes)
{
    /// <summary>Throws <see cref="InvalidOperationException"/> with the end of its output when it fails, and when it takes longer than <paramref name="limit"/>.</summary>
    public static async Task<(Trial Trial, string Output)> RunAsync(Command command, TimeSpan limit, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(limit);
        try
        {
            var before = Counters.Now();
            var result = await command.WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(end.Token).ConfigureAwait(false);
            var after = Counters.Now();
            var output = result.StandardOutput + result.StandardError;
            return result.ExitCode == 0
                ? (new Trial(Stopwatch.GetElapsedTime(before.Timestamp, after.Timestamp).TotalSeconds, after.Starts - before.Starts, after.Bytes - before.Bytes), output)
                : throw new InvalidOperationException($"exit code {result.ExitCode}: {End(output)}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new InvalidOperationException($"it took longer than {limit.TotalSeconds:0} s");
        }
    }

    private static string End(string output) =>
        string.Join(" / ", output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).TakeLast(12));
}

/// <summary>The runs of one contender at one task.</summary>
internal sealed class Series
{
    private readonly List<Trial> _trials = [];

    public int Runs => _trials.Count;

    public double Total => _trials.Sum(trial => trial.Seconds);

    public double Seconds => Median(trial => trial.Seconds);

    public double Starts => Median(trial => trial.Starts);

    public double Bytes => Median(trial => trial.Bytes);

    public void Add(Trial trial) => _trials.Add(trial);

    /// <summary>Seconds in three digits, and how many runs it stands for where that is not <paramref name="usual"/>.</summary>
    public string ToCell(int usual) =>
        string.Create(CultureInfo.InvariantCulture, $"{(Seconds < 10 ? $"{Seconds:0.00}" : $"{Seconds:0.0}")} s{(Runs == usual ? "" : Runs == 1 ? " (1 run)" : $" ({Runs} runs)")}");

    private double Median(Func<Trial, double> value) => _trials.Select(value).Order().ElementAt(_trials.Count / 2);
}
