using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Services.Nomad;
using JamLab.Stages.Services.Nomad.Api;
using JamLab.Stages.Services.Systemd;
using JamLab.Stages.State;
using Serilog;

namespace JamLab.Stages.Services;

/// <summary>What a run about services is put together from.</summary>
internal sealed class ServiceWork(
    LabInventory inventory, MachineSet machines, StateSecrets secrets, Func<Host, RoleContext> context, LabPaths paths, Func<Host, IHostConnector> connect, IReadOnlyList<string> limit, TimeProvider time) : IDisposable
{
    private NomadTunnels? _tunnels;

    public ServiceHistory History { get; } = new(Path.Combine(paths.State, machines.Hypervisor, "services"), time);

    public StateSecrets Secrets => secrets;

    private SystemdLab Lab { get; } = new(inventory, context, secrets);

    private List<Service> Mine => [.. inventory.Services.Values.Where(service => service.Runtime == ServiceRuntime.Systemd)];

    /// <summary>The services as they are wanted now, each with the hosts that are not limited away.</summary>
    public IReadOnlyList<Deployment> Deployments(IReadOnlyList<Service> services)
    {
        var definitions = new DefinitionReader(paths.EnvironmentFolder, secrets).Read(services);
        var selected = Selected;
        return [.. services.Select(service =>
        {
            var definition = definitions[service.Name.Value];
            // Where Nomad's are is Nomad's to say.
            var placed = service.Runtime == ServiceRuntime.Systemd ? Placement.Of(service, inventory) : [];
            return new Deployment(service, definition, Version(definition), [.. placed.Where(selected.Contains)]) { Placed = placed };
        })];
    }

    /// <summary>A service on a host as it was deployed last, or else as it would be.</summary>
    public ServiceInstance Instance(Deployment wanted, Host host) =>
        Lab.Instance(History.Of(wanted.Name).Good is [.., var last] && History.Definition(wanted.Name, last) is { } deployed ? wanted with { Definition = deployed } : wanted, host);

    public ServiceStage Stage(IServiceRuntime runtime) => new(runtime, History, Version);

    /// <summary>Who runs the services. <paramref name="tell"/> is told what hosts are at, <paramref name="log"/> what Nomad is at.</summary>
    public async Task<ServiceRuntimes> RuntimesAsync(Action<HostEvent>? tell, ILogger log, StageOptions options, CancellationToken cancellation) =>
        new(Systemd(tell, options), await NomadAsync(log, options, cancellation).ConfigureAwait(false));

    private SystemdRuntime Systemd(Action<HostEvent>? tell, StageOptions options)
    {
        // All tokens are known before any host prints anything.
        foreach (var (deployment, host) in Deployments(Mine).SelectMany(deployment => deployment.Placed.Select(host => (deployment, host))))
            _ = Lab.Instance(deployment, host);
        var settings = new RunSettings { Parallel = options.Parallel ?? 64, Secrets = [.. secrets.Opened.Select(secret => secret.Reveal())], OnEvent = tell };
        var earlier = History.Services.SelectMany(service => History.Of(service).Hosts).Distinct().Select(inventory.Find).OfType<Host>().Where(Selected.Contains).ToList();
        return new SystemdRuntime(Lab, host => machines.Endpoint(host.Name) is not null || !options.DryRun ? Way(host) : null, settings, time, earlier, [.. Mine.Select(service => service.Name.Value)]);
    }

    // Asked only where a service runs there.
    private async Task<NomadServiceRuntime?> NomadAsync(ILogger log, StageOptions options, CancellationToken cancellation)
    {
        if (inventory.Services.Values.All(service => service.Runtime != ServiceRuntime.Nomad))
            return null;
        var known = context(inventory.Hosts[0]);
        var servers = inventory.Hosts.Where(host => host.Server && host.Roles.Any(role => role.Value == "nomad")).ToList();
        NomadClient? client = null;
        if (!options.DryRun || servers.Exists(server => machines.Endpoint(server.Name) is not null))
        {
            _tunnels = await NomadTunnels.OpenAsync(machines, servers, NomadAccess.HttpPort, TimeSpan.FromSeconds(10), cancellation).ConfigureAwait(false);
            client = new NomadClient(NomadAccess.Connection(known, _tunnels.Find), time, () => secrets.Opened);
        }

        return new NomadServiceRuntime(client, NomadAccess.Lab(known), inventory, name => secrets.GetOrCreate(name, () => NewSecret.Password()), line => log.Information("{Line:l}", line), time);
    }

    public void Dispose() => _tunnels?.Dispose();

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
