using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Text;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Checks.Services;

/// <summary>Environment variables that somebody else sets already.</summary>
internal static class Variables
{
    public static void Check(ServiceDraft service, Problems problems)
    {
        var open = service.Section.List(S.Environment).ToDictionary(one => one.Name.Value, one => one.Name.Source, StringComparer.Ordinal);
        foreach (var secret in service.Section.List(S.Secrets))
        {
            if (open.TryGetValue(secret.Name.Value, out var place))
                problems.Error(Codes.DuplicateVariable, secret.Name.Source, $"the variable {Show.Value(secret.Name.Value)} of {service.Shown} is in environment (line {place.Line}) and in secrets", "delete one");
        }

        if (!service.Section.Mentions(S.Command))
            return;
        var own = service.Ports.Keys.Select(VariableOf).Append("PORT").ToHashSet(StringComparer.Ordinal);
        foreach (var variable in service.Section.List(S.Environment).Select(one => one.Name).Concat(service.Section.List(S.Secrets).Select(one => one.Name)).Where(name => own.Contains(name.Value)))
            problems.Error(Codes.DuplicateVariable, variable.Source, $"the variable {Show.Value(variable.Value)} of {service.Shown} is set already: it tells the command where to listen", "delete it, and let the command listen there; port is what the inventory calls it");
    }

    private static string VariableOf(string port) => $"PORT_{port.ToUpperInvariant()}";
}
