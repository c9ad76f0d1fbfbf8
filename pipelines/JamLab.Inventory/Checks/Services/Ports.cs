using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Checks.Services;

/// <summary>Ports: which one names lead to, which one is asked, and that no two services on a host want the same.</summary>
internal static class Ports
{
    public static void Check(Document document, ServiceDraft service, Problems problems)
    {
        var section = service.Section;
        if (section.PlaceOf(S.Port) is { } port && section.List(S.Ports).FirstOrDefault(one => one.Name.Value == Service.RoutedPort) is { } http)
            problems.Error(Codes.Contradiction, http.Name.Source, $"the service {service.Shown} has both port (line {port.Line}), which is http, and ports.http", "keep one of them");
        foreach (var same in section.List(S.Ports).GroupBy(one => one.Value.Value).SelectMany(ports => ports.Skip(1)))
            problems.Error(Codes.DuplicatePort, same.Value.Source, $"the service {service.Shown} has port {same.Value.Value} twice", "give each its own number");
        // A port that could not be read may be the one.
        var isLost = (section.Mentions(S.Port) && section.Get(S.Port) is null) || (section.Mentions(S.Ports) && service.Ports.Count == 0) || document.BrokenNames.Contains(Service.RoutedPort);
        if (service.IsJob || isLost)
            return;

        var isRouted = service.Ports.Count == 1 || service.Ports.ContainsKey(Service.RoutedPort);
        if (service.HasNames && !isRouted && section.PlaceOf(S.HostNames) is { } names)
        {
            problems.Error(Codes.UnknownPort, names, service.Ports.Count == 0 ? $"the service {service.Shown} has host_names, but no port that they lead to" : $"the service {service.Shown} has the ports {Show.Names([.. service.Ports.Keys])}, and none is called http, so that its host_names lead nowhere",
                service.Ports.Count == 0 ? "add port: the number that it listens on" : "call the one that they lead to http");
        }

        CheckAsked(service, isRouted, problems);
    }

    /// <summary>Services on the host's own ports that could meet there.</summary>
    public static void CheckShared(IReadOnlyList<ServiceDraft> services, Problems problems)
    {
        var seen = new List<(ServiceDraft Service, Sourced<int> Port)>();
        foreach (var service in services.Where(service => service.IsOnTheHost))
        {
            foreach (var port in service.Ports.Values)
            {
                var (other, theirs) = seen.FirstOrDefault(one => one.Port.Value == port.Value && one.Service != service && Common(one.Service, service) is not null);
                if (other is not null)
                    problems.Error(Codes.DuplicatePort, port.Source, $"port {port.Value} is used by both {other.Shown} (line {theirs.Source.Line}) and {service.Shown}, which may both run on {Show.Value(Common(other, service)!)}", "give one of them another port, or other hosts");
                seen.Add((service, port));
            }
        }
    }

    /// <summary>A host that may run both; null for none.</summary>
    internal static string? Common(ServiceDraft one, ServiceDraft other) =>
        one.Candidates?.FirstOrDefault(host => other.Candidates?.Contains(host) == true)?.Name;

    private static void CheckAsked(ServiceDraft service, bool isRouted, Problems problems)
    {
        if (service.Section.Get(S.Check)?.Value is not { } check)
            return;
        if (check.PlaceOf(S.CheckHttp) is not null && check.PlaceOf(S.CheckCommand) is { } command)
            problems.Error(Codes.Contradiction, command, $"the check of {service.Shown} has both http and command", "keep one of them");
        if (check.PlaceOf(S.CheckPort) is { } asked && check.PlaceOf(S.CheckCommand) is not null)
            problems.Error(Codes.Contradiction, asked, $"the check of {service.Shown} has both port and command", "a command asks what it likes; delete port");
        if (check.Get(S.CheckPort) is { } name && !service.Ports.ContainsKey(name.Value))
        {
            problems.Error(Codes.UnknownPort, name.Source, $"the service {service.Shown} has no port {Show.Value(name.Value)}",
                Nearest.Hint(name.Value, service.Ports.Keys) ?? (service.Ports.Count == 0 ? "it has none; add port" : $"its ports are {Show.Names([.. service.Ports.Keys])}"));
        }
        else if (check.PlaceOf(S.CheckHttp) is { } http && !check.Mentions(S.CheckPort) && !isRouted)
        {
            problems.Error(Codes.UnknownPort, http, $"the check of {service.Shown} asks over http, but {(service.Ports.Count == 0 ? "the service has no port" : "it is not said on which port")}", service.Ports.Count == 0 ? "add port: the number that it listens on" : $"add port: one of {Show.Names([.. service.Ports.Keys])}");
        }
    }
}
