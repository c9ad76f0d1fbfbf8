using JamLab.Benchmarks.Configuration.Fleet;

namespace JamLab.Benchmarks.Configuration.Contenders;

/// <summary>One script over OpenSSH's client, on all hosts at once: what cannot be less without another client.</summary>
internal static class Floor
{
    public static Contender Default(FleetLab fleet) => Of(fleet, "floor: `ssh host sh -s` on all hosts at once", "");

    public static Contender Curve25519(FleetLab fleet) => Of(fleet, "the same with curve25519 only", OverSsh.Curve25519);

    public static Contender Open(FleetLab fleet) => Of(fleet, "the same over open connections", OverSsh.Opened(fleet)) with
    {
        Before = () => OverSsh.Open(fleet),
        After = () => OverSsh.Close(fleet),
    };

    public static Contender Nothing(FleetLab fleet) => new("`ssh host true` on all hosts at once", () => OverSsh.Everywhere(fleet, "true </dev/null", "true"));

    private static Contender Of(FleetLab fleet, string label, string options) => new(label, () => Script(fleet, "check", options))
    {
        First = () => Script(fleet, "write", options),
    };

    private static CliWrap.Command Script(FleetLab fleet, string script, string options) =>
        OverSsh.Everywhere(fleet, $"sudo -n sh -s <{Path.Combine(fleet.Work, $"{script}.sh")}", script, options);
}
