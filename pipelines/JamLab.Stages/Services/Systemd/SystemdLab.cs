using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Roles.Consul;

namespace JamLab.Stages.Services.Systemd;

/// <summary>What hosts should be for the services on them. Pure but for secrets, which are made on first use.</summary>
internal sealed class SystemdLab(LabInventory inventory, Func<Host, RoleContext> context, ISecrets secrets)
{
    private readonly Dictionary<string, IReadOnlyDictionary<(string, char, string), int>> _ports = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private IEnumerable<Service> Services => inventory.Services.Values.Where(service => service.Runtime == ServiceRuntime.Systemd);

    /// <summary>The one that keeps Consul's rules; null in a lab without it.</summary>
    public Host? FirstServer => Cluster(inventory.Hosts[0])?.Servers[0];

    public ServiceInstance Instance(Deployment deployment, Host host)
    {
        var definition = deployment.Definition;
        var cluster = IsMember(host) ? Cluster(host) : null;
        var site = new Site(host.Name, host.Address, cluster?.Token(Purpose(deployment.Name))) { IsContainer = inventory.Hypervisor.Kind.Value == HypervisorKind.Nspawn };
        SlotText In(char letter) => new(definition, deployment.Version, new Slot(deployment.Name, letter, Ports(definition, site, host, letter)), site, Secret);
        return new ServiceInstance(definition, In('a'), In('b'), site, deployment.Service.Update.HealthyWithin);
    }

    /// <summary>What a service needs on a host before it comes, and then the service.</summary>
    public IReadOnlyList<Resource> Resources(Deployment deployment, Host host)
    {
        var definition = deployment.Definition;
        var resources = new List<Resource>();
        var shares = definition.Volumes.Where(volume => volume.Nfs is not null).ToList();
        List<string> packages = [.. definition.Packages, .. definition.Check.Http is null ? [] : new[] { "curl" }, .. shares.Count == 0 && deployment.Service.Backup.Nfs is null ? [] : new[] { "nfs-common" }];
        if (packages.Count > 0)
            resources.Add(new Packages([.. packages.Distinct().Order(StringComparer.Ordinal)]));
        resources.AddRange(shares.Select(share => new Mount(UnitText.ShareFolder(definition, share), share.Nfs!, "nfs") { Options = "defaults,_netdev" }));
        return [.. resources, Instance(deployment, host)];
    }

    /// <summary>What is kept on one host for all services: on the first server of Consul its rules, nothing elsewhere.</summary>
    public IReadOnlyList<Resource> Kept(Host host, IReadOnlyList<string> services) =>
        ReferenceEquals(host, FirstServer) && services.Count > 0 ? [Access(host, services)] : [];

    // Whoever holds a service's token can say where that service is, and nothing of others.
    private Command Access(Host host, IReadOnlyList<string> services)
    {
        var cluster = Cluster(host)!;
        return ConsulAcl.Keep(
            cluster,
            "keep the services' tokens in Consul",
            [.. services.Select(name => new ConsulPolicy(Policy(name), $"service \"{name}\" {{ policy = \"write\" }} node_prefix \"\" {{ policy = \"read\" }}"))],
            [.. services.Select(name => new ConsulToken($"service {name}", cluster.Token(Purpose(name)), [Policy(name)]))]);
    }

    private static string Policy(string service) => $"jamlab-service-{service}";

    private static string Purpose(string service) => $"service/{service}";

    private static bool IsMember(Host host) => host.Roles.Any(role => role.Value == ConsulCluster.Role);

    private ConsulCluster? Cluster(Host host) => ConsulCluster.Find(context(host));

    private Secret Secret(string name) => secrets.GetOrCreate(name, () => NewSecret.Password());

    // Without Consul nobody could tell proxies another port than the service's own, and a packaged unit knows only that.
    private Dictionary<string, int> Ports(ServiceDefinition definition, Site site, Host host, char letter)
    {
        if (!site.HasConsul || definition.Kind == ServiceKind.Unit)
            return definition.Ports.ToDictionary();
        var assigned = Assigned(host);
        return definition.Ports.Keys.ToDictionary(port => port, port => assigned.TryGetValue((definition.Name, letter, port), out var number) ? number : SlotPorts.Assign([(definition.Name, [port])])[(definition.Name, letter, port)]);
    }

    private IReadOnlyDictionary<(string, char, string), int> Assigned(Host host)
    {
        lock (_lock)
        {
            if (!_ports.TryGetValue(host.Name, out var ports))
                _ports[host.Name] = ports = SlotPorts.Assign(Services.Where(service => Placement.Candidates(service, inventory).Contains(host)).Select(service => (service.Name.Value, (IEnumerable<string>)service.Ports.Keys)));
            return ports;
        }
    }
}
