using System.Security.Cryptography;
using System.Text;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Services;

/// <summary>
/// Which hosts run a service. Every host has a weight for every service, SHA-256 of "service/host", and the heaviest run it (rendezvous hashing, Thaler and Ravishankar 1996):
/// nothing need be remembered, and when a host comes or goes only those instances move that must.
/// </summary>
public static class Placement
{
    /// <summary>As many hosts as there are instances, the heaviest first, so that a larger count only adds some; none for a raw job, which Nomad places.</summary>
    public static IReadOnlyList<Host> Of(Service service, LabInventory inventory)
    {
        var candidates = Candidates(service, inventory);
        return candidates.Count <= 1
            ? candidates
            : [.. candidates
                .Select(host => (Host: host, Weight: Weight(service.Name.Value, host.Name.Value)))
                .OrderByDescending(one => one.Weight, StringComparer.Ordinal)
                .Take(service.Count.Value)
                .Select(one => one.Host)];
    }

    /// <summary>The hosts that may run it, in the inventory's order: its host, or those of its group that fit its constraints.</summary>
    public static IReadOnlyList<Host> Candidates(Service service, LabInventory inventory)
    {
        var constraints = service.Constraints;
        return [.. inventory.Hosts.Where(host => IsMeant(service, host)
            && (constraints.Hosts.Count == 0 || constraints.Hosts.Any(name => name.Value == host.Name.Value))
            && constraints.Roles.All(role => host.Roles.Any(one => one.Value == role.Value)))];
    }

    /// <summary>The services in the order in which they may start: each wave depends on those before it only. Dependencies that are not among them are taken as met.</summary>
    public static IReadOnlyList<IReadOnlyList<Service>> Waves(IEnumerable<Service> services)
    {
        var left = services.ToList();
        var waves = new List<IReadOnlyList<Service>>();
        while (left.Count > 0)
        {
            var names = left.Select(service => service.Name.Value).ToHashSet(StringComparer.Ordinal);
            var wave = left.Where(service => !service.DependsOn.Any(other => names.Contains(other.Value))).ToList();
            if (wave.Count == 0)
                throw new ArgumentException($"services depend on each other: {string.Join(", ", names)}", nameof(services));
            waves.Add(wave);
            left.RemoveAll(wave.Contains);
        }

        return waves;
    }

    private static bool IsMeant(Service service, Host host) =>
        service.Host is { } only ? host.Name.Value == only.Value : service.Group is { } group && host.Groups.Any(one => one.Value == group.Value);

    private static string Weight(string service, string host) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{service}/{host}")));
}
