using System.Text;
using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>The run as Markdown for the page of a workflow run.</summary>
internal static class StepSummary
{
    public static string Create(RunInfo run, Func<ExecutableTarget, IReadOnlyList<string>> errorsOf, Redactor redactor)
    {
        var text = new StringBuilder($"### {run.BuildName}: {SummaryTable.VerdictWord(run)} in {Wording.Duration(run.Duration)}\n\n");
        text.Append("| | Target | Status | Duration | Notes |\n|---|---|---|---:|---|\n");
        foreach (var target in run.Plan)
            text.Append($"| {Sign(target.Status)} | {Cell(target.Name)} | {SummaryTable.Word(target.Status)} ")
                .Append($"| {(SummaryTable.HasRun(target) ? Wording.Duration(target.Duration) : "")} | {Cell(redactor.Redact(SummaryTable.Notes(target)))} |\n");

        foreach (var target in run.Plan.Where(t => t.Status == ExecutionStatus.Failed && errorsOf(t).Count > 0))
        {
            var errors = string.Join('\n', errorsOf(target).Select(redactor.Redact));
            var fence = new string('`', Math.Max(3, LongestRun(errors) + 1));
            text.Append($"\n**{Cell(target.Name)}**\n\n{fence}text\n{errors}\n{fence}\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Sign(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Succeeded => "✅",
        ExecutionStatus.Failed => "❌",
        ExecutionStatus.Aborted => "🛑",
        _ => "⚪",
    };

    /// <summary>Inside a table cell, Markdown and HTML of tools are text.</summary>
    private static string Cell(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings(" "))
            result.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '|' or '*' or '_' or '`' or '[' or ']' or '\\' or '~' or '#' => $"\\{c}",
                _ => c.ToString(),
            });
        return result.ToString();
    }

    private static int LongestRun(string text)
    {
        var (longest, current) = (0, 0);
        foreach (var c in text)
        {
            current = c == '`' ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        return longest;
    }
}
