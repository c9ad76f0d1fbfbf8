using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Roles.Consul;

namespace JamLab.Stages.Configuration.Roles.Haproxy;

/// <summary>Names that lead to one service, and where it is: at fixed addresses, or where Consul says.</summary>
internal sealed record Route(string Service, IReadOnlyList<string> Names, IReadOnlyList<(string Name, string Address)> Servers, bool IsTls)
{
    /// <summary>The service's name in Consul; null for fixed addresses.</summary>
    public string? InConsul { get; init; }

    /// <summary>
    /// All services of the inventory that have names, and those that parameters take from Consul. One with a host is there; one with a group may run on any of its hosts, so that
    /// Consul is asked where there is one, and else all of them are tried.
    /// </summary>
    public static IReadOnlyList<Route> All(RoleContext context, HaproxySettings settings)
    {
        var inventory = context.Inventory;
        var hasConsul = ConsulCluster.Find(context) is not null;
        var routes = new List<Route>();
        foreach (var service in inventory.Services.Values.Where(service => service.HostNames.Count > 0))
        {
            IEnumerable<string> hosts = service.Host is { } only ? [only.Value] : service.Group is { } group && inventory.Groups.TryGetValue(group.Value, out var members) ? members.Hosts : [];
            var isPlacedByConsul = service.Host is null && hasConsul;
            var servers = service.Port is { } port && !isPlacedByConsul
                ? hosts.Select(name => inventory.Find(name)!).Select(host => (host.Name.Value, $"{host.Address}:{port.Value}")).ToList()
                : [];
            if (servers.Count > 0 || isPlacedByConsul)
            {
                routes.Add(new Route(service.Name, [.. service.HostNames.Select(name => Complete(name, inventory))], servers, settings.TlsServices.Contains(service.Name.Value))
                {
                    InConsul = isPlacedByConsul ? service.Name.Value : null,
                });
            }
        }

        if (hasConsul)
            routes.AddRange(settings.ConsulServices.Select(one => new Route($"{one.Value}-as-{one.Key}", [Complete(one.Key, inventory)], [], false) { InConsul = one.Value }));
        return routes;
    }

    private static string Complete(string name, LabInventory inventory) => name.Contains('.', StringComparison.Ordinal) ? name : $"{name}.{inventory.Lab.Domain}";
}
