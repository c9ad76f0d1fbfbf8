using System.Text;

namespace Nuke.Common.Output;

/// <summary>GitHub's workflow commands as text, and what would be taken for one (the runner's rules: <c>::</c> after white space, <c>##[</c> anywhere).</summary>
internal static class WorkflowCommand
{
    public static string Format(string command, string? message = null, params IReadOnlyList<(string Key, string Value)> properties)
    {
        var text = new StringBuilder("::").Append(command);
        for (var i = 0; i < properties.Count; i++)
            text.Append(i == 0 ? ' ' : ',').Append(properties[i].Key).Append('=').Append(EscapeProperty(properties[i].Value));
        return text.Append("::").Append(EscapeData(message ?? "")).ToString();
    }

    public static bool WouldBeTaken(string line) =>
        line.AsSpan().TrimStart().StartsWith("::", StringComparison.Ordinal) || line.Contains("##[", StringComparison.Ordinal);

    private static string EscapeData(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) =>
        EscapeData(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
