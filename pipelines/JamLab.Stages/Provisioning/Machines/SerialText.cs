using System.Text.RegularExpressions;

namespace JamLab.Stages.Provisioning.Machines;

/// <summary>A serial console's bytes as text that is safe to print: no escape sequences (ECMA-48), no other control characters.</summary>
internal static partial class SerialText
{
    public static string Clean(string text) => Control().Replace(Sequence().Replace(text, ""), "");

    [GeneratedRegex(@"\x1B(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(\x07|\x1B\\)|[@-Z\\-_c])")]
    private static partial Regex Sequence();

    [GeneratedRegex(@"[\x00-\x08\x0B-\x1F\x7F]")]
    private static partial Regex Control();
}
