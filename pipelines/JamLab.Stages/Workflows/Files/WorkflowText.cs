using System.Security.Cryptography;
using System.Text;

namespace JamLab.Stages.Workflows.Files;

/// <summary>A workflow's file: a head that says who made it, with the hash of the rest, so that a change by hand is known from one of ours.</summary>
internal static class WorkflowText
{
    private const string First = "# Made by ./build.sh GenerateWorkflows from the build's targets and environments/*/inventory.yml: change those, not this.";
    private const string Hash = "# sha256: ";

    public static string Of(string purpose, string body) => $"{First}\n# {purpose} docs/workflows.md\n{Hash}{Sum(body)}\n{body}";

    /// <summary>Whether GenerateWorkflows made it, whatever happened to it since.</summary>
    public static bool IsOurs(string text) => Lines(text).StartsWith(First, StringComparison.Ordinal);

    /// <summary>Whether it is as GenerateWorkflows made it, now or earlier.</summary>
    public static bool IsUntouched(string text)
    {
        var lines = Lines(text);
        if (!IsOurs(lines) || lines.IndexOf($"\n{Hash}", StringComparison.Ordinal) is var at && at < 0)
            return false;
        var end = lines.IndexOf('\n', at + 1);
        return end > 0 && lines[(at + 1 + Hash.Length)..end] == Sum(lines[(end + 1)..]);
    }

    // A checkout on Windows has other line ends.
    public static string Lines(string text) => text.ReplaceLineEndings("\n");

    private static string Sum(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
