using System.Text;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Text;

/// <summary>Names of hosts (RFC 1123 labels), of domains, of accounts and of the inventory's own things.</summary>
internal static class NameText
{
    private const string Label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    public const string LabelPattern = $"^{Label}$";
    public const string DomainPattern = $"^{Label}(\\.{Label})*$";
    public const string HostNamePattern = $"^(\\*\\.)?{Label}(\\.{Label})*$";
    public const string UserPattern = "^[a-z_][a-z0-9_-]{0,31}$";
    public const string WordPattern = "^[a-z][a-z0-9_-]{0,62}$";

    public static Parsed<string> ParseLabel(string text) => ParseLabel(text, "host name");

    public static Parsed<string> ParseDomain(string text) => ParseDotted(text, "domain");

    public static Parsed<string> ParseHostName(string text) =>
        text.StartsWith("*.", StringComparison.Ordinal) && ParseDotted(text[2..], "host name").Mistake is null ? text : ParseDotted(text, "host name");

    public static Parsed<string> ParseUser(string text)
    {
        if (IsWord(text, 32, first => char.IsAsciiLetterLower(first) || first == '_'))
            return text;
        var meant = Repair(text).TrimStart('-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return new Mistake(Codes.BadName, $"{Show.Value(text)} is not a user name: {(text.Length > 32 ? "it is longer than 32 characters" : "lower-case letters, digits, - and _ only, a letter first")}",
            meant.Length is > 0 and <= 32 ? $"did you mean {meant}?" : "for example jam");
    }

    /// <summary>Names that only the inventory uses: groups, networks, services, disks.</summary>
    public static Parsed<string> ParseWord(string text) =>
        IsWord(text, 63, char.IsAsciiLetterLower) ? text
            : new Mistake(Codes.BadName, $"{Show.Value(text)} is not a name: lower-case letters, digits, - and _ only, a letter first",
                IsWord(Repair(text), 63, char.IsAsciiLetterLower) ? $"did you mean {Repair(text)}?" : null);

    internal static Parsed<string> ParseLabel(string text, string what)
    {
        var why = WhyNotLabel(text);
        if (why is null)
            return text;
        if (what == "host name" && text.Contains('.', StringComparison.Ordinal) && WhyNotLabel(text[..text.IndexOf('.', StringComparison.Ordinal)]) is null)
            return new Mistake(Codes.BadName, $"{Show.Value(text)} is not a host name: it has a domain", $"write {text[..text.IndexOf('.', StringComparison.Ordinal)]}; lab.domain is appended by itself");
        var meant = Repair(text).Replace('_', '-').Trim('-');
        return new Mistake(Codes.BadName, $"{Show.Value(text)} is not a {what}: {why} (RFC 1123)", meant != text && WhyNotLabel(meant) is null ? $"did you mean {meant}?" : "1 to 63 lower-case letters, digits and hyphens");
    }

    private static Parsed<string> ParseDotted(string text, string what)
    {
        if (text.Length > 253)
            return new Mistake(Codes.BadName, $"{Show.Value(text)} is not a {what}: it is longer than 253 characters (RFC 1123)");
        var trimmed = text.Trim('.');
        if (trimmed != text && trimmed.Split('.').All(label => WhyNotLabel(label) is null))
            return new Mistake(Codes.BadName, $"{Show.Value(text)} starts or ends with a dot", $"did you mean {trimmed}?");
        if (text.Contains("://", StringComparison.Ordinal))
            return new Mistake(Codes.BadName, $"{Show.Value(text)} is an address of a page, not a {what}", "write the name alone, without https:// and path");
        var bad = text.Split('.').FirstOrDefault(label => WhyNotLabel(label) is not null);
        if (bad is null)
            return text;
        var meant = string.Join('.', trimmed.Split('.').Select(label => Repair(label).Replace('_', '-').Trim('-')));
        return new Mistake(Codes.BadName, $"{Show.Value(text)} is not a {what}: {WhyNotLabel(bad)} (RFC 1123)",
            meant.Split('.').All(label => WhyNotLabel(label) is null) ? $"did you mean {meant}?" : null);
    }

    private static string? WhyNotLabel(string text) => text switch
    {
        "" => "a part between the dots is empty",
        { Length: > 63 } => "a part is longer than 63 characters",
        _ when text.Any(char.IsAsciiLetterUpper) => "it has upper-case letters",
        _ when text.Contains('_', StringComparison.Ordinal) => "it has an underscore",
        _ when text.FirstOrDefault(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') is var other and not '\0' => $"it has the character {Show.Value(other.ToString())}",
        _ when text[0] == '-' || text[^1] == '-' => "it starts or ends with a hyphen",
        _ => null,
    };

    private static bool IsWord(string text, int longest, Func<char, bool> first) =>
        text.Length > 0 && text.Length <= longest && first(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    private static string Repair(string text)
    {
        var repaired = new StringBuilder();
        foreach (var c in text.Trim().ToLowerInvariant())
            repaired.Append(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' ? c : '-');
        return repaired.ToString().Trim('-');
    }
}
