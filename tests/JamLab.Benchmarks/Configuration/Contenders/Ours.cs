using System.Text.RegularExpressions;
using JamLab.Benchmarks.Configuration.Fleet;

namespace JamLab.Benchmarks.Configuration.Contenders;

/// <summary>JamLab from its command line, the build being compiled already.</summary>
internal static partial class Ours
{
    public static Contender Of(FleetLab fleet) => new("`./build.sh ConfigureBase`", () => fleet.Build("ConfigureBase"))
    {
        First = () => fleet.Build("ConfigureBase"),
    };

    /// <summary>The targets of a run with the seconds of each, from its summary.</summary>
    public static IReadOnlyList<string> Parts(string output) => [.. Target().Matches(output).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value} s")];

    [GeneratedRegex(@"^(\w+) +(?:Succeeded +)?([\d.]+) s\b", RegexOptions.Multiline)]
    private static partial Regex Target();
}
