using JamLab.Benchmarks.Configuration.Fleet;

namespace JamLab.Benchmarks.Configuration.Contenders;

/// <summary>JamLab from its command line, the build being compiled already.</summary>
internal static class Ours
{
    public static Contender Of(FleetLab fleet) => new("`./build.sh ConfigureBase`", () => fleet.Build("ConfigureBase"))
    {
        First = () => fleet.Build("ConfigureBase"),
    };
}
