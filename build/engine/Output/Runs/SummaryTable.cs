using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>The end of a run: what became of each target, the verdict, and last the errors, so that the cause is what one sees.</summary>
internal static class SummaryTable
{
    public static IReadOnlyList<string> Lines(RunInfo run, Paint paint, Redactor redactor, int width)
    {
        var rows = new List<Row>();
        foreach (var target in run.Plan)
            rows.Add(new Row(target.Name, target.Status, HasRun(target) ? Wording.Duration(target.Duration) : "", redactor.Redact(Notes(target))));
        var total = Wording.Duration(run.Duration);
        var name = TextWidth.Widest(rows, r => r.Name, "Target".Length);
        var status = TextWidth.Widest(rows, r => Word(r.Status), "Status".Length);
        var time = TextWidth.Widest(rows, r => r.Time, Math.Max("Duration".Length, total.Length));
        var narrow = name + status + time + 4;
        var notes = TextWidth.Widest(rows, r => r.Notes);
        var full = notes > 0 ? Math.Min(narrow + 2 + notes, Math.Max(width - 1, narrow)) : narrow;

        var lines = new List<string>
        {
            paint.Dim(new string('═', full)),
            paint.Bold($"{TextWidth.Pad("Target", name)}  {"Status".PadRight(status)}  {"Duration".PadLeft(time)}"),
            paint.Dim(new string('─', full)),
        };
        foreach (var row in rows)
        {
            var word = paint.Status(row.Status, Word(row.Status).PadRight(status));
            lines.Add($"{TextWidth.Pad(row.Name, name)}  {word}  {row.Time.PadLeft(time)}{(row.Notes.Length > 0 ? "  " + row.Notes : "")}".TrimEnd());
        }

        lines.Add(paint.Dim(new string('─', full)));
        lines.Add($"{TextWidth.Pad("Total", name)}  {new string(' ', status)}  {total.PadLeft(time)}");
        lines.Add(paint.Dim(new string('═', full)));
        lines.Add("");
        lines.Add(Verdict(run, paint));
        return lines;
    }

    /// <summary>The first errors of every failed target.</summary>
    public static IEnumerable<string> Causes(RunInfo run, Func<ExecutableTarget, IReadOnlyList<string>> errorsOf, Paint paint, Redactor redactor)
    {
        foreach (var target in run.Plan.Where(t => t.Status == ExecutionStatus.Failed))
        {
            yield return "";
            yield return paint.With(Ansi.Red, paint.Bold($"{target.Name}:"));
            foreach (var error in errorsOf(target))
                yield return paint.With(Ansi.Red, "  " + redactor.Redact(error));
        }
    }

    public static string VerdictWord(RunInfo run) =>
        run.ExitCode is 130 or 143 || run.Plan.Any(t => t.Status == ExecutionStatus.Aborted) ? "cancelled"
        : run.ExitCode != 0 || run.Plan.Any(t => t.Status == ExecutionStatus.Failed) ? "failed"
        : "succeeded";

    /// <summary>The status as people read it; a target without actions and one that never came up have no outcome of their own.</summary>
    public static string Word(ExecutionStatus status) => status switch
    {
        ExecutionStatus.None or ExecutionStatus.Scheduled => "NotRun",
        _ => status.ToString(),
    };

    /// <summary>Why it was skipped, else what it reported, on one line.</summary>
    public static string Notes(ExecutableTarget target)
    {
        var parts = target.Summary.Select(p => p.Value.Length > 0 ? $"{p.Key}: {p.Value}" : p.Key);
        if (target.SkipCause is { Length: > 0 } cause && target.Status is not (ExecutionStatus.Succeeded or ExecutionStatus.Failed))
            parts = parts.Prepend(cause);
        return Ansi.Clean(string.Join(", ", parts).ReplaceLineEndings(" "), keepColors: false);
    }

    private static string Verdict(RunInfo run, Paint paint)
    {
        var word = VerdictWord(run);
        var text = $"Build {word} in {Wording.Duration(run.Duration)}";
        return word == "succeeded"
            ? paint.With(Ansi.Green, paint.Bold(text + "."))
            : paint.With(word == "failed" ? Ansi.Red : Ansi.Yellow, paint.Bold(text + $", exit code {run.ExitCode}."));
    }

    public static bool HasRun(ExecutableTarget target) =>
        target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.Running;

    private sealed record Row(string Name, ExecutionStatus Status, string Time, string Notes);
}
