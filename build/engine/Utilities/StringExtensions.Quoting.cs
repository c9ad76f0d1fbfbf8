namespace Nuke.Common.Utilities;

/// <summary>Small things that builds do with text.</summary>
public static partial class StringExtensions
{
    /// <summary>In double quotes; those inside are escaped with a backslash.</summary>
    public static string DoubleQuote(this string? str) => $"\"{str?.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>In double quotes if empty, or if a space is in it and it is not quoted yet.</summary>
    public static string DoubleQuoteIfNeeded(this string? str) =>
        NeedsQuotes(str) ? str.DoubleQuote() : str ?? "";

    /// <summary>In single quotes; those inside are escaped with a backslash.</summary>
    public static string SingleQuote(this string? str) => $"'{str?.Replace("'", "\\'", StringComparison.Ordinal)}'";

    /// <summary>In single quotes if empty, or if a space is in it and it is not quoted yet.</summary>
    public static string SingleQuoteIfNeeded(this string? str) =>
        NeedsQuotes(str) ? str.SingleQuote() : str ?? "";

    public static bool IsDoubleQuoted(this string? str) => str is ['"', .., '"'];

    public static bool IsSingleQuoted(this string? str) => str is ['\'', .., '\''];

    private static bool NeedsQuotes(string? str) =>
        string.IsNullOrEmpty(str) || (str.Contains(' ', StringComparison.Ordinal) && !str.IsDoubleQuoted() && !str.IsSingleQuoted());
}
