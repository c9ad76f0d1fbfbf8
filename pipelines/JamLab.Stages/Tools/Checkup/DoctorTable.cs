using Spectre.Console;

namespace JamLab.Stages.Tools.Checkup;

/// <summary>Prints a report: tables in a terminal, aligned lines without borders or wrapping in a pipe.</summary>
public static class DoctorTable
{
    private static readonly string[] ToolHeads = ["Tool", "Version", "Path", "Needed by", "What to do"];
    private static readonly string[] CheckHeads = ["This computer", "", "What to do"];

    public static void Write(DoctorReport report, IAnsiConsole console)
    {
        Write(console, ToolHeads, [.. report.Tools.Select(Cells)]);
        Write(console, CheckHeads, [.. report.Checks.Select(check => new[] { check.Name, check.Value, check.Advice }), Cells(report.Accelerator)]);
        if (report.Install is { } install)
            WriteLine(console, $"To install what is missing: {install}");
    }

    private static string[] Cells(ToolRow row) =>
    [
        row.State.Tool.Name,
        row.State.Version?.ToString() ?? (row.State.Path is null ? "missing" : "unknown"),
        row.State.Path ?? "",
        string.Join(", ", row.NeededBy),
        row.Advice,
    ];

    private static string[] Cells(Accelerator? accelerator) => accelerator is null
        ? ["accelerator", "unknown", "known once QEMU is there"]
        : ["accelerator", accelerator.Name, accelerator.IsEmulation ? $"{accelerator.Reason}; machines run emulated, several times slower" : accelerator.Reason];

    private static void Write(IAnsiConsole console, string[] heads, IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
            return;
        if (!console.Profile.Out.IsTerminal)
        {
            WritePlain(console, heads, rows);
            return;
        }

        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns([.. heads.Select(head => new TableColumn(new Text(head, new Style(decoration: Decoration.Bold))))]);
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell, cell is "missing" or "no" ? new Style(Color.Red) : Style.Plain)));
        console.Write(table);
    }

    private static void WritePlain(IAnsiConsole console, string[] heads, IReadOnlyList<string[]> rows)
    {
        var widths = heads.Select((head, column) => rows.Select(row => row[column].Length).Append(head.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(heads))
            WriteLine(console, string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        WriteLine(console, "");
    }

    // Past Spectre's layout, which would break lines at 80 columns in a pipe.
    private static void WriteLine(IAnsiConsole console, string line) => console.Profile.Out.Writer.WriteLine(line);
}
