using Octokit;

namespace JamLab.Stages.GitHub;

/// <summary>Something about lines of a file, shown beside them; lines and columns from 1, both ends inclusive.</summary>
public sealed record CheckAnnotation(string Path, int StartLine, int EndLine, AnnotationLevel Level, string Title, string Message)
{
    // docs.github.com/en/rest/checks/runs: the title has 255 characters, message and details 64 KB.
    private const int LongestTitle = 255;
    private const int LongestMessage = 64 * 1024;

    public int? StartColumn { get; init; }

    public int? EndColumn { get; init; }

    /// <summary>As GitHub takes it: columns on one line only, ends not before their starts, texts cut to its limits.</summary>
    internal NewCheckRunAnnotation Limited()
    {
        var start = Math.Max(1, StartLine);
        var end = Math.Max(start, EndLine);
        var columns = start == end && StartColumn is > 0;
        var level = Level switch
        {
            AnnotationLevel.Notice => CheckAnnotationLevel.Notice,
            AnnotationLevel.Warning => CheckAnnotationLevel.Warning,
            _ => CheckAnnotationLevel.Failure,
        };
        return new NewCheckRunAnnotation(Path.Replace('\\', '/'), start, end, level, TextLimit.Bytes(Message.Length == 0 ? Title : Message, LongestMessage))
        {
            Title = TextLimit.Characters(Title, LongestTitle),
            StartColumn = columns ? StartColumn : null,
            EndColumn = columns ? Math.Max(StartColumn!.Value, EndColumn ?? StartColumn.Value) : null,
        };
    }
}

/// <summary>How bad it is; a failure is what GitHub's page calls an error.</summary>
public enum AnnotationLevel
{
    Notice,
    Warning,
    Failure,
}
