namespace Nuke.Common.Execution;

/// <summary>
/// Parameters from the environment: <c>NUKE_DRY_RUN</c> or <c>DRY_RUN</c>, case and underscores ignored. Without the prefix, built-in
/// names and words that systems and CI servers export for their own ends do not count: <c>TARGET=x</c> must not hijack a run.
/// </summary>
internal sealed class EnvironmentValues
{
    private static readonly HashSet<string> OthersWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "Arguments", "Environment", "Home", "Lang", "Limit", "Path", "Pwd", "Shell", "Term", "User",
    };

    private readonly Dictionary<string, Variable> _variables = new(StringComparer.OrdinalIgnoreCase);

    public EnvironmentValues(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
        {
            // CI passes on secrets that it does not have as empty variables.
            if (value.Length == 0)
                continue;

            // Of WHO and who, the same one counts in every run. (No LINQ over pairs: it would be compiled at every start.)
            var trimmed = Trimmed(name);
            if (!_variables.TryGetValue(trimmed, out var other) || string.CompareOrdinal(name, other.Name) < 0)
                _variables[trimmed] = new Variable(name, value);
        }
    }

    public RawValue? Find(ParameterMember parameter)
    {
        var name = Trimmed(parameter.Name);
        var found = _variables.TryGetValue("NUKE" + name, out var variable)
            || (!parameter.IsBuiltIn && !OthersWords.Contains(name) && _variables.TryGetValue(name, out variable));
        return found ? new RawValue([variable!.Value], variable.Name) : null;
    }

    private sealed record Variable(string Name, string Value);

    private static string Trimmed(string name) => name.Contains('_', StringComparison.Ordinal) ? name.Replace("_", "", StringComparison.Ordinal) : name;
}
