namespace JamLab.Inventory.Diagnostics;

/// <summary>A problem in the user's files: a stable code (<c>JAM0101</c>), the place, what was seen there, and the way out.</summary>
public sealed record Diagnostic(string Code, Severity Severity, SourceSpan? Place, string Message, string? Help = null)
{
    /// <summary>One line in the form that compilers use, which editors and CI recognise: <c>file:line:column: error JAM0101: message</c>.</summary>
    public override string ToString() =>
        $"{(Place is { } place ? $"{place}: " : "")}{(Severity == Severity.Error ? "error" : "warning")} {Code}: {Message}";
}
