namespace JamLab.Inventory.Diagnostics;

/// <summary>Collects diagnostics of one file; the same finding at the same place (an alias leads there twice) counts once.</summary>
internal sealed class Problems(string file)
{
    private readonly List<Diagnostic> _all = [];
    private readonly HashSet<(string Code, SourceSpan? Place, string Message)> _seen = [];

    public string File { get; } = file;

    public bool HasErrors { get; private set; }

    /// <summary>Whether one of these was found: what would only follow from it is then left unsaid.</summary>
    public bool Has(params ReadOnlySpan<string> codes)
    {
        foreach (var one in _all)
        {
            if (codes.Contains(one.Code))
                return true;
        }

        return false;
    }

    public void Error(string code, SourceSpan place, string message, string? help = null) =>
        Add(new Diagnostic(code, Severity.Error, place, message, help));

    public void Warning(string code, SourceSpan place, string message, string? help = null) =>
        Add(new Diagnostic(code, Severity.Warning, place, message, help));

    public IReadOnlyList<Diagnostic> InFileOrder() =>
        [.. _all.OrderBy(one => one.Place?.Line ?? 0).ThenBy(one => one.Place?.Column ?? 0).ThenBy(one => one.Code, StringComparer.Ordinal)];

    private void Add(Diagnostic diagnostic)
    {
        if (!_seen.Add((diagnostic.Code, diagnostic.Place, diagnostic.Message)))
            return;
        _all.Add(diagnostic);
        HasErrors |= diagnostic.Severity == Severity.Error;
    }
}
