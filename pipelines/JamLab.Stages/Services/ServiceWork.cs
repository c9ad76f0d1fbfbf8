using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Services.Systemd;
using JamLab.Stages.State;

namespace JamLab.Stages.Services;

/// <summary>What a run about services is put together from.</summary>
internal sealed class ServiceWork(
    LabInventory inventory, MachineSet machines, StateSecrets secrets, Func<Host, RoleContext> context, LabPaths paths, Func<Host, IHostConnector> connect, IReadOnlyList<string> limit, TimeProvider time)
{
    public ServiceHistory History { get; } = new(Path.Combine(paths.State, machines.Hypervisor, "services"), time);

    public StateSecrets Secrets => secrets;

    private SystemdLab Lab { get; } = new(inventory, context, secrets);

    private List<Service> Mine => [.. inventory.Services.Values.Where(service => service.Runtime == ServiceRuntime.Systemd)];

    /// <summary>The services as they are wanted now, each with the hosts that are not limited away.</summary>
    public IReadOnlyList<Deployment> Deployments(IReadOnlyList<Service> services)
    {
        var mine = services.Where(service => service.Runtime == ServiceRuntime.Systemd).ToList();
        var definitions = new DefinitionReader(paths.EnvironmentFolder, secrets).Read(mine);
        var selected = Selected;
        return [.. mine.Select(service =>
        {
            var definition = definitions[service.Name.Value];
            var placed = Placement.Of(service, inventory);
            return new Deployment(service, definition, Version(definition), [.. placed.Where(selected.Contains)]) { Placed = placed };
        })];
    }

    /// <summary>A service on a host as it was deployed last, or else as it would be.</summary>
    public ServiceInstance Instance(Deployment wanted, Host host) =>
        Lab.Instance(History.Of(wanted.Name).Good is [.., var last] && History.Definition(wanted.Name, last) is { } deployed ? wanted with { Definition = deployed } : wanted, host);

    public ServiceStage Stage(SystemdRuntime runtime) => new(runtime, History, Version);

    public SystemdRuntime Runtime(Action<HostEvent>? tell, StageOptions options)
    {
        // All tokens are known before any host prints anything.
        foreach (var deployment in Deployments(Mine))
            deployment.Placed.Select(host => Lab.Instance(deployment, host)).ToList();
        var settings = new RunSettings { Parallel = options.Parallel ?? 64, Secrets = [.. secrets.Opened.Select(secret => secret.Reveal())], OnEvent = tell };
        var earlier = History.Services.SelectMany(service => History.Of(service).Hosts).Distinct().Select(inventory.Find).OfType<Host>().Where(Selected.Contains).ToList();
        return new SystemdRuntime(Lab, host => machines.Endpoint(host.Name) is not null || !options.DryRun ? Way(host) : null, settings, time, earlier, [.. Mine.Select(service => service.Name.Value)]);
    }

    public string Version(ServiceDefinition definition) =>
        ServiceVersion.Of(definition, name => secrets.GetOrCreate(name, () => NewSecret.Password()), secrets.GetOrCreate("services/version-key", () => NewSecret.Base64(32)));

    private HashSet<Host> Selected
    {
        get
        {
            var words = limit.Where(word => !inventory.Services.ContainsKey(word)).ToList();
            return [.. machines.Select(words)];
        }
    }

    private IHostConnector Way(Host host) =>
        machines.Endpoint(host.Name) is not null ? connect(host) : throw new StageException($"{host.Name} was never made under {machines.Hypervisor}", "run ProvisionVms first");
}
