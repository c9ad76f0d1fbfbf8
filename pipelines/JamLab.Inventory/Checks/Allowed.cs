using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory.Checks;

/// <summary>Drops warnings that the user answered on their line, or on the one above: <c># allow JAM0501</c>.</summary>
internal static class Allowed
{
    public static IReadOnlyList<Diagnostic> Filter(IReadOnlyList<Diagnostic> diagnostics, string text)
    {
        if (!diagnostics.Any(one => one.Severity == Severity.Warning))
            return diagnostics;
        var lines = Lines.Split(text);
        return [.. diagnostics.Where(one => one.Severity != Severity.Warning || !IsAllowed(one, lines))];
    }

    private static bool IsAllowed(Diagnostic warning, string[] lines)
    {
        var line = warning.Place?.Line ?? 0;
        return Says(line) || (line > 1 && line - 2 < lines.Length && lines[line - 2].TrimStart().StartsWith('#') && Says(line - 1));

        bool Says(int at) => at >= 1 && at <= lines.Length
            && lines[at - 1].LastIndexOf("# allow ", StringComparison.Ordinal) is var start and >= 0
            && lines[at - 1].AsSpan(start).Contains(warning.Code, StringComparison.Ordinal);
    }
}
