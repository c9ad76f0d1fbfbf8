using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;

namespace JamLab.Inventory.Text;

/// <summary>The words that services are described with: paths, variables, units, packages, exports.</summary>
internal static class ServiceText
{
    public const string HostPathPattern = "^(/[^/\\s]+)+$";
    public const string SourcePattern = "^[^/~\\s\\\\][^\\s\\\\]*$";
    public const string VariablePattern = "^[A-Za-z_][A-Za-z0-9_]*$";
    public const string UnitPattern = "^[A-Za-z0-9:_.@-]+\\.service$";
    public const string PackagePattern = "^[a-z0-9][a-z0-9+.-]+$";
    public const string PortNamePattern = "^[a-z][a-z0-9_]{0,14}$";
    public const string NfsPattern = "^[a-z0-9][a-z0-9.-]*:/\\S*$";
    public const string BackupPattern = "^([a-z0-9][a-z0-9.-]*:)?/\\S*$";
    public const string RequestPattern = "^/[!-~]*$";
    public const string LinePattern = "^[^\\r\\n]+\\n?$";

    /// <summary>A path on a host, absolute and without detours, so that nothing lands where it does not say.</summary>
    public static Parsed<string> ParseHostPath(string text)
    {
        var parts = text.Split('/');
        if (text.Length > 1 && text[0] == '/' && text.Length <= 1000 && parts.Skip(1).All(part => part.Length > 0 && part is not ("." or "..")) && !HasBlank(text))
            return text;
        var meant = $"/{string.Join('/', parts.Where(part => part is not ("" or ".")))}";
        return new Mistake(Codes.BadPath, $"{Show.Value(text)} is not an absolute path of a host", text.Length > 1 && !HasBlank(text) && !parts.Contains("..") && meant.Length is > 1 and <= 1000 ? $"did you mean {meant}?" : "for example /srv/www");
    }

    /// <summary>A path below the environment's folder.</summary>
    public static Parsed<string> ParseSource(string text)
    {
        var parts = text.Split('/');
        if (text.Length > 0 && text[0] is not ('/' or '~') && !parts.Contains("..") && !HasBlank(text) && !text.Contains('\\', StringComparison.Ordinal))
            return text;
        return new Mistake(Codes.BadPath, $"{Show.Value(text)} is not a path below the environment's folder", "write it relative to the folder of this file, for example files/www");
    }

    public static Parsed<string> ParseVariable(string text)
    {
        if (text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return text;
        var meant = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
        return new Mistake(Codes.BadName, $"{Show.Value(text)} is not the name of an environment variable: letters, digits and _ only, no digit first", meant.Length > 0 && !char.IsAsciiDigit(meant[0]) && meant.Length <= 60 ? $"did you mean {meant}?" : null);
    }

    public static Parsed<string> ParseUnit(string text)
    {
        if (text.Length is > 8 and <= 255 && text.EndsWith(".service", StringComparison.Ordinal) && text.All(IsUnitLetter))
            return text;
        return new Mistake(Codes.BadName, $"{Show.Value(text)} is not a systemd service unit", text.Length is > 0 and <= 240 && text.All(IsUnitLetter) && !text.EndsWith(".service", StringComparison.Ordinal) ? $"did you mean {text}.service?" : "for example nginx.service");
    }

    public static Parsed<string> ParsePackage(string text) =>
        text.Length is > 1 and <= 100 && (char.IsAsciiLetterLower(text[0]) || char.IsAsciiDigit(text[0])) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '+' or '.' or '-')
            ? text : new Mistake(Codes.BadName, $"{Show.Value(text)} is not the name of a Debian package", "lower-case letters, digits, +, - and .; no version");

    public static Parsed<string> ParsePortName(string text) =>
        text.Length is > 0 and <= 15 && char.IsAsciiLetterLower(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? text : new Mistake(Codes.BadName, $"{Show.Value(text)} is not the name of a port: up to 15 lower-case letters, digits and _, a letter first", "for example http or metrics");

    public static Parsed<NfsPath> ParseNfs(string text)
    {
        var colon = text.IndexOf(":/", StringComparison.Ordinal);
        if (colon > 0 && !HasBlank(text) && NameText.ParseDomain(text[..colon]).Mistake is null)
            return new NfsPath(text[..colon], text[(colon + 1)..]);
        return new Mistake(Codes.BadPath, $"{Show.Value(text)} is not an NFS export", "write server and path, for example nas0:/srv/media");
    }

    /// <summary>Where backups go: a folder of this computer, or an export.</summary>
    public static Parsed<ServiceBackup> ParseBackupPlace(string text)
    {
        if (text.StartsWith('/'))
            return ParseHostPath(text) is { Mistake: { } mistake } ? mistake : new ServiceBackup { Folder = new Sourced<string>(text, default) };
        return ParseNfs(text) is { Mistake: null } nfs ? new ServiceBackup { Nfs = new Sourced<NfsPath>(nfs.Value, default) }
            : new Mistake(Codes.BadPath, $"{Show.Value(text)} is not a place for backups", "an absolute path of this computer (/srv/backups), or an NFS export (nas0:/srv/backups)");
    }

    /// <summary>The path of a request: printable ASCII, since it is sent as it stands.</summary>
    public static Parsed<string> ParseRequest(string text) =>
        text.StartsWith('/') && text.All(c => c is >= '!' and <= '~') && text.Length <= 1000 ? text
            : new Mistake(Codes.BadPath, $"{Show.Value(text)} is not the path of a request", text.Length is > 0 and < 50 && text.All(c => c is >= '!' and <= '~') && !text.Contains(':', StringComparison.Ordinal) ? $"did you mean /{text}?" : "write the path alone, for example /health");

    /// <summary>One line, with the line end that a folded block leaves taken off.</summary>
    public static Parsed<string> ParseLine(string text)
    {
        var line = text.EndsWith('\n') ? text[..^1] : text;
        if (string.IsNullOrWhiteSpace(line))
            return new Mistake(Codes.BadText, "the text is empty", "write it, or delete the key");
        return line.Any(char.IsControl) ? new Mistake(Codes.BadText, $"{Show.Value(line)} has several lines or control characters", "write it on one line; a longer program goes into a file of its own (files)") : line;
    }

    /// <summary>One line, which may be empty.</summary>
    public static Parsed<string> ParseValue(string text) =>
        text.Any(char.IsControl) ? new Mistake(Codes.BadText, $"{Show.Value(text)} has several lines or control characters", "write it on one line; more goes into a file (files)") : text;

    private static bool IsUnitLetter(char c) => char.IsAsciiLetterOrDigit(c) || c is ':' or '_' or '.' or '@' or '-';

    private static bool HasBlank(string text) => text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
