using System.Text;

namespace Nuke.Common.Execution;

/// <summary>Names of parameters and targets ignore case and dashes.</summary>
internal static class ParameterName
{
    public static bool Same(string a, string b) => Normalize(a).Equals(Normalize(b), StringComparison.OrdinalIgnoreCase);

    public static string Normalize(string name) => name.Contains('-', StringComparison.Ordinal) ? name.Replace("-", "", StringComparison.Ordinal) : name;

    /// <summary>As it is typed: <c>DryRun</c> is <c>dry-run</c>, <c>UseSSHKey</c> is <c>use-ssh-key</c>.</summary>
    public static string Dashed(string name)
    {
        var dashed = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && name[i - 1] != '-'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                dashed.Append('-');
            dashed.Append(char.ToLowerInvariant(name[i]));
        }

        return dashed.ToString();
    }
}
