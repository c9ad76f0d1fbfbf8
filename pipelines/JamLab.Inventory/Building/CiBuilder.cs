using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using F = JamLab.Inventory.Format.CiFormat;

namespace JamLab.Inventory.Building;

/// <summary>Makes the model of <c>ci:</c>, with the defaults that its documentation names.</summary>
internal static class CiBuilder
{
    private const string Daily = "17 4 * * *";
    private const string Weekly = "23 5 * * 1";

    public static Ci Build(Section? section) => section is null ? new Ci() : new Ci
    {
        Place = section.Place,
        Runner = section.List(F.Runner),
        Tunnel = section.Get(F.Tunnel),
        State = section.Get(F.State),
        Rehearse = section.Get(F.Rehearse)?.Value ?? RehearsalKind.Nspawn,
        Plan = section.Get(F.Plan)?.Value ?? true,
        Apply = section.Get(F.Apply)?.Value ?? ApplyMode.Manual,
        Drift = Schedule(section, F.Drift, Daily),
        Updates = Schedule(section, F.Updates, Weekly),
        Approvers = section.List(F.Approvers),
        Timeout = section.Get(F.Timeout)?.Value ?? TimeSpan.FromHours(1),
    };

    private static Sourced<string>? Schedule(Section section, Key<string> key, string unlessGiven) =>
        section.Get(key) is not { } given ? new Sourced<string>(unlessGiven, section.Place) : given.Value == "never" ? null : given;
}
