using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Checks.Services;

/// <summary>DNS names of services: each leads to one service, no machine has it already, and a proxy is there for those that anybody may ask.</summary>
internal static class HostNames
{
    public static void Check(Document document, IReadOnlyList<ServiceDraft> services, Problems problems)
    {
        var domain = document.Lab?.Get(F.Domain)?.Value;
        var names = new Dictionary<string, (string Service, int Line)>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            foreach (var name in service.Section.List(S.HostNames))
            {
                var label = domain is null ? name.Value : ServiceBuilder.Complete(name.Value, domain);
                if (!names.TryAdd(label, (service.Name.Value, name.Source.Line)))
                    problems.Error(Codes.DuplicateName, name.Source, $"the DNS name {Show.Value(label)} leads to {Show.Value(names[label].Service)} already (line {names[label].Line})", "a name leads to one service");
                else if (domain is not null && label.EndsWith("." + domain, StringComparison.Ordinal) && document.ByHostName.TryGetValue(label[..^(domain.Length + 1)], out var host))
                    CheckHost(service, name, label, host, problems);
            }

            CheckExposure(document, service, problems);
        }
    }

    // A name that is both a machine's and a service's leads to the machine, which is right only while the service is there and nowhere else.
    private static void CheckHost(ServiceDraft service, Sourced<string> name, string label, HostDraft host, Problems problems)
    {
        if (service.Members is not { } members || (members is [var only] && only == host))
            return;
        var where = service.Section.Get(S.Host)?.Value is { } runsOn ? $"the service runs on {Show.Value(runsOn)}" : members.Contains(host) ? "the service may run elsewhere, too" : $"the service runs on hosts of {Show.Value(service.Section.Get(S.Group)!.Value.Value)}";
        problems.Error(Codes.DuplicateName, name.Source, $"the DNS name {Show.Value(label)} is that of the host {Show.Value(host.Name)} (line {host.Entry.Range.Source.Line}), but {where}", "give the service another name, or run it there");
    }

    private static void CheckExposure(Document document, ServiceDraft service, Problems problems)
    {
        if (service.Section.Get(S.Exposure) is not { } exposure)
            return;
        if (exposure.Value == Exposure.None && service.Section.PlaceOf(S.HostNames) is { } names)
            problems.Error(Codes.Contradiction, names, $"the service {service.Shown} has host_names, but exposure: none (line {exposure.Source.Line}), so that nobody gets there by them", "delete one of the two");
        else if (exposure.Value == Exposure.External && !service.HasNames)
            problems.Error(Codes.Missing, exposure.Source, $"the service {service.Shown} is for everybody, but has no host_names", "add host_names: [<name>], or delete exposure");
        else if (exposure.Value == Exposure.External && !document.Hosts.Exists(host => document.Has(host, "haproxy")) && !problems.Has(Codes.UnknownRole, Codes.UnknownGroup, Codes.BadRange, Codes.BadName) && !document.IsLost(F.Vms) && !document.IsLost(F.AllGroups) && !document.IsLost(F.PhysicalHosts))
            problems.Error(Codes.NoProxy, exposure.Source, $"the service {service.Shown} is for everybody, but no host has the role haproxy, which lets traffic in", "add haproxy to the roles of the hosts that people reach, or delete exposure");
    }
}
