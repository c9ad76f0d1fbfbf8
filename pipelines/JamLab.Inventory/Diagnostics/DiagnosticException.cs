namespace JamLab.Inventory.Diagnostics;

/// <summary>Carries a user's mistakes to where they are printed together; the run then ends with exit code 2 and no stack trace.</summary>
public sealed class DiagnosticException(IReadOnlyList<Diagnostic> diagnostics)
    : Exception(string.Join(Environment.NewLine, diagnostics))
{
    public DiagnosticException(string code, string message, string? help = null)
        : this([new Diagnostic(code, Severity.Error, null, message, help)])
    {
    }

    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
}
