using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Roles.Consul;
using JamLab.Stages.Services;

namespace JamLab.Stages.Configuration.Roles.Haproxy;

/// <summary>Names that lead to one service, and where it is: where Consul says, and at fixed addresses.</summary>
internal sealed record Route(string Service, IReadOnlyList<string> Names, IReadOnlyList<(string Name, string Address)> Servers)
{
    /// <summary>The service's name in Consul; null for fixed addresses only.</summary>
    public string? InConsul { get; init; }

    /// <summary>Whether its port speaks TLS itself.</summary>
    public bool IsTls { get; init; }

    /// <summary>Whether anybody may ask, and not only the lab's own networks.</summary>
    public bool IsExternal { get; init; }

    public ServiceCheck Check { get; init; } = new();

    /// <summary>How many of it there may be; during an update there are twice as many.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>
    /// All services of the inventory that have names, and those that parameters take from Consul. Consul knows instances on hosts that have its agent and those that Nomad runs;
    /// elsewhere a service is at its own port on any host that may run it, and checks tell which one does.
    /// </summary>
    public static IReadOnlyList<Route> All(RoleContext context, HaproxySettings settings)
    {
        var inventory = context.Inventory;
        var hasConsul = ConsulCluster.Find(context) is not null;
        var routes = new List<Route>();
        foreach (var service in inventory.Services.Values.Where(service => service.HostNames.Count > 0 && service.Exposure != Exposure.None))
        {
            var hosts = Placement.Candidates(service, inventory);
            var isInConsul = hasConsul && (service.Runtime == ServiceRuntime.Nomad || hosts.Any(HasAgent));
            var servers = service.Port is { } port && !(hasConsul && service.Runtime == ServiceRuntime.Nomad)
                ? hosts.Where(host => !hasConsul || !HasAgent(host)).Select(host => (host.Name.Value, $"{host.Address}:{port.Value}")).ToList()
                : [];
            if (servers.Count == 0 && !isInConsul)
                continue;
            routes.Add(new Route(service.Name, [.. service.HostNames.Select(name => Complete(name, inventory))], servers)
            {
                InConsul = isInConsul ? service.Name.Value : null,
                IsTls = settings.TlsServices.Contains(service.Name.Value),
                IsExternal = service.Exposure == Exposure.External,
                Check = service.Check,
                Instances = service.Job is null ? service.Count.Value : settings.InstancesAtMost,
            });
        }

        if (hasConsul)
        {
            routes.AddRange(settings.ConsulServices.Select(one => new Route($"{one.Value}-as-{one.Key}", [Complete(one.Key, inventory)], [])
            {
                InConsul = one.Value,
                Instances = settings.InstancesAtMost,
            }));
        }

        return routes;
    }

    private static bool HasAgent(Host host) => host.Roles.Any(role => role.Value == ConsulCluster.Role);

    private static string Complete(string name, LabInventory inventory) => name.Contains('.', StringComparison.Ordinal) ? name : $"{name}.{inventory.Lab.Domain}";
}
