using System.Text;

namespace JamLab.Inventory.Diagnostics;

/// <summary>Diagnostics for people (with the line and a caret), for programs (JSON) and for code scanners (SARIF 2.1.0).</summary>
public static partial class DiagnosticPrinter
{
    private const int Most = 100;

    /// <summary>Each diagnostic with its line, the place underlined and the way out; at the end the count. Secrets in shown lines are <c>***</c>.</summary>
    /// <param name="diagnostics">In the order in which they are to be shown; after the first 100 the rest is only counted.</param>
    /// <param name="readLines">The lines of a file by its displayed path, or null when it cannot be read; the line is left out then.</param>
    /// <param name="color">Whether to write ANSI escape sequences.</param>
    public static string Text(IReadOnlyList<Diagnostic> diagnostics, Func<string, string[]?> readLines, bool color)
    {
        var paint = new Paint(color);
        var text = new StringBuilder();
        var files = new Dictionary<string, string[]?>(StringComparer.Ordinal);
        foreach (var one in diagnostics.Take(Most))
        {
            string[]? lines = null;
            if (one.Place is { } place && !files.TryGetValue(place.File, out lines))
                files[place.File] = lines = readLines(place.File);
            Append(text, one, lines, paint);
        }

        if (diagnostics.Count > Most)
            text.Append(paint.Frame($"… and {diagnostics.Count - Most} more; --output json lists all")).Append("\n\n");
        if (diagnostics.Count > 0)
            text.Append(Count(diagnostics)).Append('\n');
        return text.ToString();
    }

    private static void Append(StringBuilder text, Diagnostic one, string[]? lines, Paint paint)
    {
        var severity = one.Severity == Severity.Error ? "error" : "warning";
        text.Append(one.Place is { } at ? $"{at}: " : "").Append(paint.Severity(one.Severity, $"{severity} {one.Code}:")).Append(' ').Append(paint.Message(one.Message)).Append('\n');
        var gutter = "";
        if (one.Place is { } place && lines is not null && place.Line >= 1 && place.Line <= lines.Length)
        {
            var number = place.Line.ToString();
            gutter = new string(' ', Math.Max(4, number.Length + 1));
            var shown = ShownLine.Of(lines, place);
            text.Append(paint.Frame($"{number.PadLeft(gutter.Length)} |")).Append(shown.Text.Length > 0 ? " " : "").Append(shown.Text).Append('\n');
            text.Append(paint.Frame($"{gutter} |")).Append(' ').Append(' ', shown.CaretColumn).Append(paint.Severity(one.Severity, new string('^', shown.CaretWidth))).Append('\n');
        }

        if (one.Help is { } help)
            text.Append(paint.Frame($"{(gutter.Length == 0 ? "    " : gutter)} = ")).Append("help: ").Append(help).Append('\n');
        text.Append('\n');
    }

    private static string Count(IReadOnlyList<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Count(one => one.Severity == Severity.Error);
        var warnings = diagnostics.Count - errors;
        return string.Join(", ", new[] { Plural(errors, "error"), Plural(warnings, "warning") }.Where(part => part.Length > 0));

        static string Plural(int count, string what) => count == 0 ? "" : $"{count} {what}{(count == 1 ? "" : "s")}";
    }

    private readonly record struct Paint(bool On)
    {
        public string Severity(Severity severity, string text) => Wrap(severity == Diagnostics.Severity.Error ? "1;31" : "1;33", text);

        public string Message(string text) => Wrap("1", text);

        public string Frame(string text) => Wrap("36", text);

        private string Wrap(string code, string text) => On ? $"\e[{code}m{text}\e[0m" : text;
    }
}
