using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Checks.Services;

/// <summary>Where a service runs: said once, on hosts that can, and on enough of them.</summary>
internal static class Places
{
    public static void Check(Document document, ServiceDraft service, Problems problems)
    {
        var section = service.Section;
        if (service.IsJob)
        {
            if (service.Runtime == ServiceRuntime.Nomad && !HasRoles(document, problems, "nomad"))
                problems.Error(Codes.HostsCannot, section.PlaceOf(S.Job)!.Value, $"the service {service.Shown} is a job, but no host has the role nomad", "add nomad to the roles of the hosts that may run it");
            return;
        }

        var (host, group) = (section.PlaceOf(S.Host), section.PlaceOf(S.Group));
        if (host is null && group is null)
            problems.Error(Codes.Missing, service.Name.Source, $"the service {service.Shown} has neither host nor group", "say where it runs: host: <name> or group: <name>");
        else if (host is { } second && group is not null)
            problems.Error(Codes.Contradiction, second, $"the service {service.Shown} has both host and group", "keep one of them");
        else if (service.Members is { } members && !problems.Has(Codes.BadRange, Codes.UnknownRole))
            CheckHosts(document, service, members, problems);
    }

    private static void CheckHosts(Document document, ServiceDraft service, IReadOnlyList<HostDraft> members, Problems problems)
    {
        var strangers = service.Constraints?.List(S.OnlyHosts).Where(name => document.ByHostName.ContainsKey(name.Value) && members.All(member => member.Name != name.Value)).ToList() ?? [];
        foreach (var stranger in strangers)
            problems.Error(Codes.HostsCannot, stranger.Source, $"the service {service.Shown} is to run on {Show.Value(stranger.Value)} only, which {(service.Section.Mentions(S.Host) ? "is not its host" : "is not in its group")}", members.Count == 0 ? "nobody is" : $"its hosts are {Show.Names([.. members.Select(member => member.Name)])}");
        if (strangers.Count > 0 || service.Candidates is not { } candidates)
            return;
        var able = CanRun(document, service, candidates, problems);
        if (able is null)
            return;

        var count = service.Section.Get(S.Count)?.Value ?? 1;
        var isAlone = service.Runtime == ServiceRuntime.Systemd || service.Constraints?.Get(S.Distinct) is not { Value: false };
        if (able.Count == 0 || (isAlone && count > able.Count))
            TellTooFew(service, count, members, able, problems);
    }

    // Null when it was told that they cannot.
    private static IReadOnlyList<HostDraft>? CanRun(Document document, ServiceDraft service, IReadOnlyList<HostDraft> candidates, Problems problems)
    {
        if (candidates.Count == 0)
            return candidates;
        var place = service.Section.PlaceOf(S.Group) ?? service.Section.PlaceOf(S.Host)!.Value;
        if (service.Runtime == ServiceRuntime.Nomad)
        {
            // A unit cannot be run by Nomad anywhere, which has been told.
            if (service.Section.Mentions(S.Unit))
                return null;
            IReadOnlyList<HostDraft> nodes = [.. candidates.Where(host => document.Has(host, "nomad"))];
            if (nodes.Count == 0)
                problems.Error(Codes.HostsCannot, place, $"the service {service.Shown} is run by Nomad, but {Names(candidates)} {(candidates.Count == 1 ? "lacks" : "lack")} the role nomad", "add nomad to their roles, or write runtime: systemd");
            return nodes.Count == 0 ? null : nodes;
        }

        var without = candidates.Where(host => !document.Has(host, "podman")).ToList();
        if (!service.Section.Mentions(S.Image) || without.Count == 0)
            return candidates;
        problems.Error(Codes.HostsCannot, place, $"the service {service.Shown} is a container image, but {Names(without)} {(without.Count == 1 ? "lacks" : "lack")} the role podman", "add podman to their roles");
        return null;
    }

    private static void TellTooFew(ServiceDraft service, int count, IReadOnlyList<HostDraft> members, IReadOnlyList<HostDraft> able, Problems problems)
    {
        var place = service.Section.Get(S.Count)?.Source ?? service.Section.PlaceOf(S.Constraints) ?? service.Section.PlaceOf(S.Group) ?? service.Name.Source;
        var hosts = able.Count == 0 ? "no host" : $"only {Names(able)}";
        var way = able.Count < members.Count ? "loosen constraints, or ask for fewer" : service.Section.Mentions(S.Host) ? "give it a group instead of a host" : "add hosts to the group, or ask for fewer";
        problems.Error(Codes.TooFewHosts, place, $"the service {service.Shown} wants {count} {(count == 1 ? "instance" : "instances")}, but {hosts} may run {(count == 1 ? "it" : "them")}", service.Runtime == ServiceRuntime.Nomad && able.Count > 0 ? $"{way}; constraints: {{distinct: false}} lets two share a host" : way);
    }

    // A role that could not be read may be the one.
    private static bool HasRoles(Document document, Problems problems, string role) => problems.Has(Codes.UnknownRole, Codes.UnknownGroup, Codes.BadRange) || document.Hosts.Exists(host => document.Has(host, role)) || document.IsLost(F.Vms) || document.IsLost(F.AllGroups);

    private static string Names(IReadOnlyList<HostDraft> hosts) => Show.Names([.. hosts.Select(host => host.Name)], 4);
}
