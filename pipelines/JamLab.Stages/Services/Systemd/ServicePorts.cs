namespace JamLab.Stages.Services.Systemd;

/// <summary>A slot's ports as the service gets to know them.</summary>
internal static class ServicePorts
{
    /// <summary><c>PORT</c> for the routed one, and <c>PORT_NAME</c> for each.</summary>
    public static IEnumerable<(string Name, int Port)> Variables(ServiceDefinition definition, Slot slot)
    {
        if (Routed(definition, slot) is { } routed)
            yield return ("PORT", routed);
        foreach (var (name, port) in slot.Ports.OrderBy(one => one.Key, StringComparer.Ordinal))
            yield return ($"PORT_{name.ToUpperInvariant().Replace('-', '_')}", port);
    }

    /// <summary>The port that names lead to; null for none.</summary>
    public static int? Routed(ServiceDefinition definition, Slot slot) =>
        definition.Routed is { } name && slot.Ports.TryGetValue(name, out var port) ? port : null;

    /// <summary>The port that the check asks; null for none.</summary>
    public static int? Checked(ServiceDefinition definition, Slot slot) =>
        definition.Check.Port is { } name && slot.Ports.TryGetValue(name, out var port) ? port : Routed(definition, slot) ?? (slot.Ports.Count > 0 ? slot.Ports.MinBy(one => one.Key).Value : null);
}
