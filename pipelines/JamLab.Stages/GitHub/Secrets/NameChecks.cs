using System.Text;
using System.Text.RegularExpressions;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Stages.GitHub.Secrets;

/// <summary>What GitHub takes as a secret's or variable's name and size; all mistakes together, before anything is sent.</summary>
internal static partial class NameChecks
{
    private const int Largest = 48 * 1024;

    public static void Check(string kind, IEnumerable<(string Name, string Value)> values)
    {
        var problems = new List<Diagnostic>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in values)
        {
            if (!Name.IsMatch(name) || name.StartsWith("GITHUB_", StringComparison.OrdinalIgnoreCase))
                problems.Add(new("JAM1108", Severity.Error, null, $"'{name}' is no name of a {kind} on GitHub", "use letters, digits and underscores, not a digit first, and not GITHUB_ before it"));
            else if (!seen.Add(name))
                problems.Add(new("JAM1108", Severity.Error, null, $"the {kind} '{name}' is there twice: on GitHub, upper and lower case are the same", "give one of them another name"));
            if (Encoding.UTF8.GetByteCount(value) is > Largest and var size)
                problems.Add(new("JAM1109", Severity.Error, null, $"the {kind} '{name}' has {size} bytes, and GitHub takes {Largest}", "split it, or keep it encrypted in the repository and its key as the secret"));
        }

        if (problems.Count > 0)
            throw new DiagnosticException(problems);
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name { get; }
}
