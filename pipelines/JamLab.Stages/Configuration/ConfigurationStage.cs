using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Files;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Ssh;
using Serilog;

namespace JamLab.Stages.Configuration;

/// <summary>Makes hosts what their roles say, over SSH.</summary>
public sealed class ConfigurationStage(MachineSet machines, SshPool pool, Func<Host, RoleContext> context, FileTree files, ISecrets secrets, ILogger log, TimeProvider time)
{
    // A host that is rebooting is back within this; one that is off holds the run up no longer.
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(40);

    /// <summary>One report a host. Throws for mistakes in the inventory before any host is asked.</summary>
    public async Task<IReadOnlyList<HostReport>> RunAsync(ConfigurationRequest request, CancellationToken cancellation)
    {
        var declaration = new Declaration(RoleCatalog.All, context, files.For);
        var unmade = new Dictionary<string, HostReport>();
        var hosts = new List<HostDeclaration>();
        foreach (var host in request.Hosts)
        {
            var (resources, afterwards) = declaration.For(host, request.Roles);
            if (request.DryRun && machines.Endpoint(host.Name) is null)
                unmade[host.Name] = Unmade(host, resources.Concat(afterwards));
            else
                hosts.Add(new HostDeclaration(Connector(host), resources) { Afterwards = afterwards });
        }

        using var progress = new ConfigurationProgress(log, time);
        var settings = new RunSettings
        {
            DryRun = request.DryRun,
            Parallel = request.Parallel,
            Secrets = new OpenedTexts(secrets),
            OnEvent = progress.Tell,
        };
        var reports = await new FleetRun(settings, time).RunAsync(hosts, declaration.Rolling, cancellation).ConfigureAwait(false);
        var asked = reports.ToDictionary(report => report.Host);
        return [.. request.Hosts.Select(host => unmade.GetValueOrDefault(host.Name.Value) ?? asked[host.Name])];
    }

    // What a plan over all stages needs: the machine comes from ProvisionVms, and everything on it from here.
    private static HostReport Unmade(Host host, IEnumerable<Declared> resources) => new(host.Name, HostOutcome.WouldChange)
    {
        Resources = [.. resources.Select(one => new ResourceReport(one.Role, one.Resource.Name, ResourceOutcome.WouldChange) { Differences = [new Difference("its machine does not exist yet")] })],
    };

    private SshHostConnector Connector(Host host)
    {
        string name = host.Name;
        var endpoint = machines.Endpoint(name) ?? throw new StageException($"{name} was never made under {machines.Hypervisor}", "run ProvisionVms first");
        return new SshHostConnector(name, endpoint, EnvironmentKeys.AdminUser, machines.Keys.Login, machines.Keys.Host(name), pool, ConnectPatience, log);
    }
}
