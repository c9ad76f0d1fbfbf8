using System.Text.RegularExpressions;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Text;

/// <summary>Names that GitHub gives: labels of runners, logins and teams.</summary>
internal static partial class GitHubText
{
    public const string LabelPattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";
    public const string ApproverPattern = "^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}(/[a-z0-9][a-z0-9_-]{0,99})?$";

    public static Parsed<string> ParseLabel(string text) =>
        Label().IsMatch(text) ? text
            : new Mistake(Codes.BadName, $"{Show.Value(text)} is not a runner's label: letters, digits, -, . and _ only", text.Contains(',', StringComparison.Ordinal) ? "write each label as an entry of its own" : "for example self-hosted");

    public static Parsed<string> ParseApprover(string text)
    {
        if (Approver().IsMatch(text))
            return text;
        var meant = text.TrimStart('@').TrimEnd('/');
        return new Mistake(Codes.BadName, $"{Show.Value(text)} is neither a login at GitHub nor organisation/team", Approver().IsMatch(meant) ? $"did you mean {meant}?" : "for example octocat, or octo-org/lab-admins");
    }

    [GeneratedRegex(LabelPattern, RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(ApproverPattern, RegexOptions.CultureInvariant)]
    private static partial Regex Approver();
}
