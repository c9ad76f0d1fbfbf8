using System.Text;

namespace Nuke.Common.Tooling;

/// <summary>Quotes an argument so that <see cref="System.Diagnostics.ProcessStartInfo.Arguments"/> hands it over unchanged.</summary>
internal static class CommandLine
{
    // .NET splits that string by the rules of Microsoft's C runtime, on every system:
    // backslashes count only before a quote, where each must be doubled.
    public static string Quote(string argument)
    {
        if (argument.Length > 0 && !argument.AsSpan().ContainsAny(" \t\n\v\""))
            return argument;

        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var character in argument)
        {
            if (character == '\\')
            {
                backslashes++;
                continue;
            }

            quoted.Append('\\', character == '"' ? (2 * backslashes) + 1 : backslashes).Append(character);
            backslashes = 0;
        }

        return quoted.Append('\\', 2 * backslashes).Append('"').ToString();
    }
}
