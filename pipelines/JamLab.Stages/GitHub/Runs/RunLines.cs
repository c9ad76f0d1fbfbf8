using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace JamLab.Stages.GitHub.Runs;

/// <summary>A remote run as lines of text. What comes from there is shown and never obeyed: no control characters, and nothing that a workflow's runner takes for a command.</summary>
internal static partial class RunLines
{
    private const int TailLines = 40;

    public static string Line(RunEvent happened) => happened switch
    {
        { Job: null, State: RunState.Finished } => $"run {Ended(happened)}",
        { Job: null, State: RunState.Waiting } => $"run waits for approval: {happened.Page}",
        { Job: null } => $"run {Word(happened.State)}",
        { Step: null, State: RunState.Waiting } => $"{Clean(happened.Job)}: waits for approval: {happened.Page}",
        { Step: null, State: RunState.Finished } => $"{Clean(happened.Job)}: {Ended(happened)}",
        { Step: null } => $"{Clean(happened.Job)}: {Word(happened.State)}",
        { State: RunState.Finished } => $"{Clean(happened.Job)} / {Clean(happened.Step)}: {Ended(happened)}",
        _ => $"{Clean(happened.Job)} / {Clean(happened.Step)}: {Word(happened.State)}",
    };

    /// <summary>The end of what a failed job wrote, each line behind a bar.</summary>
    public static IEnumerable<string> Tail(string log)
    {
        var lines = log.Split('\n');
        if (lines.Length > TailLines)
            yield return $"  | ({lines.Length - TailLines} lines before these)";
        foreach (var line in lines.TakeLast(TailLines))
            yield return $"  | {Clean(line)}";
    }

    /// <summary>The runner looks for <c>##[</c> anywhere in a line, and for <c>::</c> at its start.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in WithoutColours(text))
            clean.Append(c == '\t' || !char.IsControl(c) ? c : ' ');
        var line = clean.Replace("##[", "## [").ToString().TrimEnd();
        return line.TrimStart().StartsWith("::", StringComparison.Ordinal) ? $": {line.TrimStart()[1..]}" : line;
    }

    private static string WithoutColours(string text) => Colour.Replace(text, "");

    [GeneratedRegex(@"\x1B\[[0-9;]*[A-Za-z]")]
    private static partial Regex Colour { get; }

    private static string Word(RunState state) => state switch
    {
        RunState.Queued => "queued",
        RunState.Waiting => "waits",
        RunState.Started => "started",
        _ => "finished",
    };

    private static string Ended(RunEvent happened) =>
        $"{Word(happened.Conclusion ?? GitHubConclusion.Neutral)}{(happened is { Duration: { } duration, Conclusion: not GitHubConclusion.Skipped } ? $" in {Time(duration)}" : "")}";

    private static string Word(GitHubConclusion conclusion) => conclusion switch
    {
        GitHubConclusion.Success => "succeeded",
        GitHubConclusion.Failure => "failed",
        GitHubConclusion.Cancelled => "was cancelled",
        GitHubConclusion.Skipped => "skipped",
        GitHubConclusion.TimedOut => "took too long",
        GitHubConclusion.ActionRequired => "needs somebody",
        GitHubConclusion.Stale => "was given up",
        GitHubConclusion.StartupFailure => "could not start",
        _ => "ended",
    };

    private static string Time(TimeSpan duration)
    {
        var whole = duration < TimeSpan.Zero ? TimeSpan.Zero : duration;
        return whole.ToString(whole.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
    }
}
