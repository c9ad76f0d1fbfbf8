using System.Security.Cryptography;
using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Portal;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Services;
using JamLab.Stages.State;

namespace JamLab.Stages;

public sealed partial class LabStages
{
    // It is for everybody on this computer: there are no secrets on it.
    private const UnixFileMode PageMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly TimeSpan PortalPatience = TimeSpan.FromSeconds(3);

    private IReadOnlyList<ServiceStatus>? _statuses;
    private IReadOnlyList<SmokeAnswer>? _answers;
    private ConsulState? _consul;

    /// <summary>Writes what this run saw of the lab as one page and returns its path; null when the inventory could not be read, or the page not written, which is told.</summary>
    /// <param name="run">The run's targets in the order of its plan.</param>
    public string? WritePortal(IReadOnlyList<TargetOutcome> run)
    {
        var path = Path.Combine(Paths.Artifacts, "lab.html");
        try
        {
            var machines = new MachineSet(Paths, Inventory);
            var survey = new LabSurvey(Inventory);
            var sheet = new LabSheet(Inventory.Lab.Name, options.Environment, time.GetUtcNow())
            {
                Hypervisor = machines.Hypervisor,
                InventoryFile = Display(Paths.InventoryFile),
                InventoryHash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Paths.InventoryFile))),
                Machines = survey.Machines(machines),
                Services = survey.Services(_statuses ?? [], _answers ?? []),
                Base = survey.Base(_consul),
                Run = run,
                Report = LastReport(),
            };
            Directory.CreateDirectory(Paths.Artifacts);
            var page = new PortalPage(sheet, new PageText(new Redaction(KnownSecrets(machines)))).Write();
            PrivateFiles.Write(path, page, PageMode);
            return Display(path);
        }
        catch (DiagnosticException)
        {
            // ValidateInventory told it.
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.Warning("{File:l} could not be written: {Cause:l}", Display(path), problem.Message);
            return null;
        }
    }

    private string? LastReport() =>
        Directory.Exists(Paths.Artifacts) ? Directory.GetFiles(Paths.Artifacts, "configure-*.html").Select(Path.GetFileName).Max(StringComparer.Ordinal) : null;

    private List<string> KnownSecrets(MachineSet machines)
    {
        var secrets = new StateSecrets(Paths, machines.Hypervisor, time, isDryRun: true);
        secrets.OpenAll();
        return [.. secrets.Opened.Concat(_opened).Select(secret => secret.Reveal())];
    }

    /// <summary>Keeps for the page how services are after a deployment. Hosts are asked again only where something changed: else what the plan saw is how they are.</summary>
    private async Task NoteServicesAsync(ServiceRuntimes runtime, IReadOnlyList<Deployment> deployments, bool isAsPlanned, CancellationToken cancellation)
    {
        if (isAsPlanned && !IsConfinedToHosts && deployments.All(one => one.Service.Runtime == ServiceRuntime.Systemd))
            _statuses = runtime.Systemd.Found(deployments);
        else
            await AskServicesAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Asks for the page what no other target of the run has asked.</summary>
    private async Task NoteLabAsync(MachineSet machines, CancellationToken cancellation)
    {
        _consul = await AskConsulAsync(machines, cancellation).ConfigureAwait(false);
        if (_statuses is null)
            await AskServicesAsync(cancellation).ConfigureAwait(false);
    }

    // Instances on hosts that nobody may ask would look as if they were not there.
    private bool IsConfinedToHosts => options.Limit.Any(word => !Inventory.Services.ContainsKey(word));

    private async Task AskServicesAsync(CancellationToken cancellation)
    {
        if (IsConfinedToHosts)
            return;
        try
        {
            using var work = OpenServices(PortalPatience);
            var runtime = await work.RuntimesAsync(null, log, options, cancellation).ConfigureAwait(false);
            _statuses = await runtime.StatusAsync(work.Deployments(ChosenServices()), cancellation).ConfigureAwait(false);
        }
        catch (StageException)
        {
            // A machine that a service is meant for was never made: the page says that nobody was asked.
        }
    }

    private async Task<ConsulState?> AskConsulAsync(MachineSet machines, CancellationToken cancellation)
    {
        foreach (var host in Inventory.Hosts.Where(host => host.Server && machines.Endpoint(host.Name) is not null && host.Roles.Any(role => role.Value == "consul")))
        {
            try
            {
                await using var shell = await ConnectorOf(machines, host, PortalPatience).ConnectAsync(cancellation).ConfigureAwait(false);
                var answer = await shell.RunAsync(ConsulQuestion.Script, null, cancellation).ConfigureAwait(false);
                if (answer.ExitCode == 0 && ConsulQuestion.Read(answer.Output, Inventory) is { } state)
                    return state;
            }
            catch (HostLostException)
            {
                // The next server knows as much.
            }
        }

        return null;
    }
}
