namespace JamLab.Stages.Plans;

/// <summary>How much an annotation matters; GitHub's words are <c>notice</c>, <c>warning</c> and <c>failure</c>.</summary>
public enum AnnotationLevel
{
    Notice,
    Warning,
    Failure,
}

/// <summary>A remark at lines of a file; lines and columns count from 1, and columns stand only where it is about one line (GitHub's API, "Create a check run").</summary>
/// <param name="Path">Below the root, with slashes.</param>
/// <param name="Line">The first line.</param>
/// <param name="Column">Null for the whole line.</param>
/// <param name="EndLine">The last line.</param>
/// <param name="EndColumn">Null for the whole line.</param>
/// <param name="Level">How much it matters.</param>
/// <param name="Title">At most 255 characters.</param>
/// <param name="Message">Plain text of at most 64 KB.</param>
public sealed record PlanAnnotation(string Path, int Line, int? Column, int EndLine, int? EndColumn, AnnotationLevel Level, string Title, string Message);
