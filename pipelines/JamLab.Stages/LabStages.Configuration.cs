using JamLab.Convergence.Running;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Files;
using JamLab.Stages.Configuration.Pki;
using JamLab.Stages.Configuration.Reports;
using JamLab.Stages.Configuration.Sources;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Secrets;
using Spectre.Console;

namespace JamLab.Stages;

public sealed partial class LabStages
{
    private readonly List<Secret> _opened = [];
    private LabInventory? _openedInventory;

    /// <summary>Makes the hosts what their roles say; returns what changed and whether anything did or would.</summary>
    /// <param name="share">The hosts and groups that this job of a matrix works on; empty for all.</param>
    public Task<(string Summary, bool Differs)> ConfigureAsync(IReadOnlyList<string> share, CancellationToken cancellation) => NotingAsync("ConfigureBase", async () =>
    {
        NoteShare(share);
        using var held = await LockAsync(cancellation).ConfigureAwait(false);
        var inventory = Opened;
        var machines = new MachineSet(Paths, inventory);
        CheckRoles();
        var started = time.GetUtcNow();
        var secrets = new StateSecrets(Paths, machines.Hypervisor, time, options.DryRun);
        secrets.OpenAll();
        _opened.ForEach(secrets.Note);
        var request = new ConfigurationRequest(inventory, machines.Select(options.Limit, share))
        {
            Roles = options.Roles,
            DryRun = options.DryRun,
            Parallel = HostsAtOnce,
        };
        var stage = new ConfigurationStage(machines, Connections, RoleContexts(machines, secrets, inventory), Files, secrets, log, time);
        var reports = await stage.RunAsync(request, cancellation).ConfigureAwait(false);
        _notes.Hosts = reports;
        foreach (var secret in secrets.Opened)
            _notes.Secrets.Add(secret);
        return Tell(reports, started);
    });

    private int HostsAtOnce => options.Parallel ?? 64;

    private (string Summary, bool Differs) Tell(IReadOnlyList<HostReport> reports, DateTimeOffset started)
    {
        if (options.DryRun)
        {
            foreach (var text in reports.Select(ConfigurationTables.Differences).Where(text => text.Length > 0))
                Output.Write(new Text(text + "\n"));
        }

        Output.Write(ConfigurationTables.Hosts(reports, options.DryRun));
        log.Information("Report: {Path:l}", Display(new ReportFiles(Paths.Artifacts).Write(reports, options.Environment, started)));
        var failures = reports.Where(one => one.Problem is not null).ToList();
        if (failures.Count > 0)
            throw new StageException(string.Join('\n', failures.Select(one => $"{one.Host}: {one.Problem}\n  {one.WayOut}")));

        var changed = reports.Where(one => one.Outcome is HostOutcome.Changed or HostOutcome.WouldChange).ToList();
        return changed.Count == 0
            ? (options.DryRun ? "nothing would change" : "nothing to change", false)
            : ($"{(options.DryRun ? "would change " : "")}{changed.Sum(one => one.Count(options.DryRun ? ResourceOutcome.WouldChange : ResourceOutcome.Changed))} resources on {string.Join(' ', changed.Select(one => one.Host))}", true);
    }

    private Func<Host, RoleContext> RoleContexts(MachineSet machines, StateSecrets secrets, LabInventory inventory)
    {
        var packages = new PackageFolders(Paths.EnvironmentFolder, options.Packages);
        var authority = new CertificateAuthority(Paths, machines.Hypervisor, inventory.Lab, time, secrets.Note, options.DryRun);
        authority.OpenAll();
        var passwords = new PasswordHashes(secrets);
        return host => new RoleContext(host, inventory, secrets, authority, IsRehearsal: host.Physical is not null, ParameterBinder.Find)
        {
            Packages = packages,
            Passwords = passwords,
        };
    }

    // Opened once, however many targets ask.
    private LabInventory Opened => _openedInventory ??= new SealedValues(new VaultPassword(Paths, variable), _opened.Add).Open(Inventory);

    private void CheckRoles()
    {
        var names = RoleCatalog.All.Select(role => role.Name).Append(FileTree.Role).ToList();
        var unknown = options.Roles.Where(role => !names.Contains(role)).ToList();
        if (unknown.Count > 0)
        {
            throw new DiagnosticException([.. unknown.Select(role => new Diagnostic("JAM0902", Severity.Error, null,
                $"--role {role} is no role", $"name one of {string.Join(", ", names)}"))]);
        }
    }
}
