using System.Collections;
using System.ComponentModel;
using System.Text.RegularExpressions;
using Nuke.Common.IO;

namespace Nuke.Common;

public static partial class EnvironmentInfo
{
    /// <summary>The environment now, as a copy.</summary>
    public static IReadOnlyDictionary<string, string> Variables =>
        Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(
                x => (string)x.Key,
                x => (string?)x.Value ?? "",
                IsWin ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>The directories of PATH that exist.</summary>
    public static IReadOnlyCollection<AbsolutePath> Paths =>
    [
        .. (GetVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(x => PathConstruction.HasPathRoot(x) && Directory.Exists(x))
            .Select(AbsolutePath.Create),
    ];

    public static bool HasVariable(string name) => GetVariable(name) is not null;

    /// <summary>The value, or null.</summary>
    public static string? GetVariable(string name) => Environment.GetEnvironmentVariable(name);

    /// <summary>The value as a type that has a converter from text; its default when the variable is not set.</summary>
    public static T? GetVariable<T>(string name) =>
        GetVariable(name) is not { } text ? default
        : typeof(T) == typeof(string) ? (T)(object)text
        : (T?)TypeDescriptor.GetConverter(typeof(T)).ConvertFromInvariantString(text);

    /// <summary>Sets a variable of this process and of those it starts from now on; null removes it.</summary>
    public static void SetVariable(string name, string? value) => Environment.SetEnvironmentVariable(name, value);

    public static void SetVariable<T>(string name, T? value) =>
        SetVariable(name, value is null ? null : TypeDescriptor.GetConverter(typeof(T)).ConvertToInvariantString(value));

    /// <summary>Sets variables until disposed.</summary>
    public static IDisposable SetVariables(IReadOnlyDictionary<string, string?> variables)
    {
        var previous = variables.Keys.ToDictionary(x => x, GetVariable);
        foreach (var (name, value) in variables)
            SetVariable(name, value);
        return new Restore(() =>
        {
            foreach (var (name, value) in previous)
                SetVariable(name, value);
        });
    }

    /// <summary>Replaces <c>%NAME%</c>, and on Unix <c>$NAME</c>, <c>${NAME}</c> and a leading <c>~</c>; unknown names stay.</summary>
    public static string ExpandVariables(string text)
    {
        text = Environment.ExpandEnvironmentVariables(text);
        if (IsWin)
            return text;
        text = UnixVariable().Replace(text, x => GetVariable(x.Groups[1].Value) ?? x.Value);
        return text is "~" or ['~', '/', ..] ? GetVariable("HOME") + text[1..] : text;
    }

    [GeneratedRegex(@"\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?")]
    private static partial Regex UnixVariable();
}
