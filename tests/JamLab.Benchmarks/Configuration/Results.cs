using System.Globalization;

namespace JamLab.Benchmarks.Configuration;

/// <summary>One line of the table.</summary>
/// <param name="Fleet">Which hosts, and how many resources each.</param>
/// <param name="Label">The contender.</param>
/// <param name="IsOurs">Whether the others of the same fleet are compared with it.</param>
internal sealed record Row(string Fleet, string Label, bool IsOurs)
{
    public Series First { get; } = new();

    public Series Again { get; } = new();

    /// <summary>Why a figure is missing; null when none is.</summary>
    public string? Failure { get; set; }
}

/// <summary>Everything that was measured, as one table; what failed has its line too.</summary>
internal sealed class Results(int runs)
{
    private readonly List<Row> _rows = [];

    public Row Row(string fleet, string label, bool isOurs)
    {
        var row = _rows.Find(one => one.Fleet == fleet && one.Label == label);
        if (row is null)
            _rows.Add(row = new Row(fleet, label, isOurs));
        return row;
    }

    /// <summary>The line of a fleet whose label has these words; null when there is none.</summary>
    public Row? Find(string fleet, string words) => _rows.Find(row => row.Fleet == fleet && row.Label.Contains(words, StringComparison.Ordinal));

    /// <summary>How many times as long as ours this contender takes; null where one of the two is missing.</summary>
    private double? Ratio(Row row, Func<Row, Series> series)
    {
        var ours = _rows.Find(one => one.Fleet == row.Fleet && one.IsOurs);
        return ours is null || series(ours).Runs == 0 || series(row).Runs == 0 ? null : series(row).Seconds / series(ours).Seconds;
    }

    public string ToTable() => string.Join('\n', [
        "| fleet | contender | first run | to ours | nothing to change | to ours | started | on the wire |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
        .. _rows.OrderBy(row => _rows.FindIndex(one => one.Fleet == row.Fleet)).ThenByDescending(row => row.IsOurs).Select(ToLine),
    ]);

    public IEnumerable<string> Failures => _rows.Where(row => row.Failure is not null).Select(row => $"- {row.Fleet}, {row.Label}: {row.Failure}");

    private string ToLine(Row row) =>
        $"| {row.Fleet} | {(row.IsOurs ? $"**{row.Label}**" : row.Label)} | {Cell(row.First)} | {Times(row, one => one.First)} | {(row.Failure is null ? Cell(row.Again) : "failed, see below")} | {Times(row, one => one.Again)} | "
        + (row.Again.Runs == 0 ? "| |" : string.Create(CultureInfo.InvariantCulture, $"{row.Again.Starts:N0} | {row.Again.Bytes / 1000:N0} kB |"));

    private string Cell(Series series) => series.Runs == 0 ? "" : series.ToCell(runs);

    private string Times(Row row, Func<Row, Series> series) =>
        Ratio(row, series) is { } ratio && !row.IsOurs ? string.Create(CultureInfo.InvariantCulture, $"{(ratio < 10 ? $"{ratio:0.00}" : $"{ratio:0}")}x") : "";
}
