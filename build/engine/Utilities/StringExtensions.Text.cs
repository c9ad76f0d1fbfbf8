using System.Diagnostics.CodeAnalysis;

namespace Nuke.Common.Utilities;

public static partial class StringExtensions
{
    public static bool IsNullOrEmpty([NotNullWhen(false)] this string? str) => string.IsNullOrEmpty(str);

    public static bool IsNullOrWhiteSpace([NotNullWhen(false)] this string? str) => string.IsNullOrWhiteSpace(str);

    public static string Join(this IEnumerable<string?> values, string separator) => string.Join(separator, values);

    public static string Join(this IEnumerable<string?> values, char separator) => string.Join(separator, values);

    public static string JoinSpace(this IEnumerable<string?> values) => string.Join(' ', values);

    public static string JoinComma(this IEnumerable<string?> values) => string.Join(", ", values);

    /// <summary>With the platform's line break, unless another platform is named.</summary>
    public static string JoinNewLine(this IEnumerable<string?> values, PlatformFamily? platformFamily = null) =>
        string.Join((platformFamily ?? EnvironmentInfo.Platform) == PlatformFamily.Windows ? "\r\n" : "\n", values);

    public static bool EqualsOrdinalIgnoreCase(this string? str, string? other) => string.Equals(str, other, StringComparison.OrdinalIgnoreCase);

    public static bool StartsWithOrdinalIgnoreCase(this string str, string other) => str.StartsWith(other, StringComparison.OrdinalIgnoreCase);

    public static bool EndsWithOrdinalIgnoreCase(this string str, string other) => str.EndsWith(other, StringComparison.OrdinalIgnoreCase);

    public static bool ContainsOrdinalIgnoreCase(this string str, string other) => str.Contains(other, StringComparison.OrdinalIgnoreCase);

    public static string TrimStart(this string str, string trim) => str.StartsWith(trim, StringComparison.Ordinal) ? str[trim.Length..] : str;

    public static string TrimEnd(this string str, string trim) => str.EndsWith(trim, StringComparison.Ordinal) ? str[..^trim.Length] : str;

    public static string[] SplitLineBreaks(this string str) => str.Split(["\r\n", "\n"], StringSplitOptions.None);
}
