namespace Nuke.Common.Execution;

/// <summary>A condition of a target with the text that its author wrote.</summary>
internal sealed class Condition(Func<bool> isTrue, string? source)
{
    public bool IsTrue() => isTrue();

    /// <summary>The source without <c>() =&gt;</c>, on one line.</summary>
    public string Text
    {
        get
        {
            var text = string.Join(' ', (source ?? "condition").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return text.StartsWith("() => ", StringComparison.Ordinal) ? text[6..] : text;
        }
    }
}
