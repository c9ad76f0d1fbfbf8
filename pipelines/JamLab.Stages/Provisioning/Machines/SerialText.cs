using System.Text.RegularExpressions;

namespace JamLab.Stages.Provisioning.Machines;

/// <summary>A serial console's bytes as text that is safe to print: no escape sequences (ECMA-48), no other control characters.</summary>
internal static partial class SerialText
{
    public static string Clean(string text) => Control().Replace(Sequence().Replace(text, ""), "");

    // CSI, OSC and its kin that end with BEL or ST, both in seven and in eight bits; then what is ESC and one or more characters.
    [GeneratedRegex(@"(\x1B\[|\x9B)[0-?]*[ -/]*[@-~]|(\x1B\]|\x9D)[^\x07\x1B\x9C]*(\x07|\x1B\\|\x9C)|\x1B[ -/]*[0-~]")]
    private static partial Regex Sequence();

    // The controls of ASCII and of ISO 6429 but tab and line feed, and what turns the direction of text.
    [GeneratedRegex(@"[\x00-\x08\x0B-\x1F\x7F-\x9F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Control();
}
