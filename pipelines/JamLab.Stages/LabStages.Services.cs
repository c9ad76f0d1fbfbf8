using JamLab.Convergence;
using JamLab.Convergence.Running;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Pki;
using JamLab.Stages.Configuration.Reports;
using JamLab.Stages.Plans;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Services;
using JamLab.Stages.Services.Systemd;
using JamLab.Stages.Ssh;
using Spectre.Console;

namespace JamLab.Stages;

public sealed partial class LabStages
{
    /// <summary>Brings the services to what the inventory says; returns what changed and whether anything did or would.</summary>
    /// <param name="prune">Removes services that left the inventory.</param>
    /// <param name="share">The services that this job of a matrix works on; empty for all.</param>
    public Task<(string Summary, bool Differs)> DeployServicesAsync(bool prune, IReadOnlyList<string> share, CancellationToken cancellation) => NotingAsync("DeployServices", async () =>
    {
        NoteShare(share);
        using var held = await LockAsync(cancellation).ConfigureAwait(false);
        using var work = OpenServices(TimeSpan.FromSeconds(40));
        using var progress = new ConfigurationProgress(log, time);
        var runtime = await work.RuntimesAsync(progress.Tell, log, options, cancellation).ConfigureAwait(false);
        var deployments = work.Deployments(ChosenServices(share));
        var plans = await runtime.PlanAsync(deployments, cancellation).ConfigureAwait(false);
        if (options.DryRun)
        {
            _notes.Services = new ServicesSeen(plans, runtime.Systemd.Reports, runtime.Left, prune);
            return TellPlans(runtime, plans);
        }

        await runtime.Systemd.PrepareAsync(cancellation).ConfigureAwait(false);
        var outcomes = await work.Stage(runtime).DeployAsync(plans, cancellation).ConfigureAwait(false);
        var removed = await RemoveAsync(runtime, work, prune, cancellation).ConfigureAwait(false);
        WriteServiceReport(runtime.Systemd.Reports);
        await NoteServicesAsync(runtime, deployments, removed.Count == 0 && outcomes.All(one => one.Kind == OutcomeKind.Unchanged), cancellation).ConfigureAwait(false);
        if (outcomes.Count > 0)
            Output.Write(ServiceTables.Outcomes(outcomes));
        Check(outcomes, runtime);
        var deployed = outcomes.Where(one => one.Kind == OutcomeKind.Deployed).Select(one => one.Service).ToList();
        List<string> parts = [.. deployed.Count > 0 ? [$"deployed {string.Join(' ', deployed)}"] : Array.Empty<string>(), .. removed.Count > 0 ? [$"removed {string.Join(' ', removed)}"] : Array.Empty<string>()];
        return parts.Count == 0 ? ("nothing to change", false) : (string.Join(", ", parts), true);
    });

    /// <summary>Deploys the last good version before the present one of the one service that was named; returns what changed.</summary>
    public async Task<string> RollbackAsync(CancellationToken cancellation)
    {
        if (ChosenServices().Count != 1 || options.Services.Count != 1)
            throw new DiagnosticException("JAM0364", "Rollback is for one service", $"name it with --service: {string.Join(", ", Inventory.Services.Keys)}");
        using var held = await LockAsync(cancellation).ConfigureAwait(false);
        using var work = OpenServices(TimeSpan.FromSeconds(40));
        using var progress = new ConfigurationProgress(log, time);
        var runtime = await work.RuntimesAsync(progress.Tell, log, options, cancellation).ConfigureAwait(false);
        var stage = work.Stage(runtime);
        var present = work.Deployments(ChosenServices())[0];
        var good = work.History.Of(present.Name).Good;
        var target = good.Count > 1 ? stage.At(present, good[^2]) : null;
        if (target is null)
            throw new DiagnosticException("JAM0365", $"there is no version of '{present.Name}' before {(good is [.., var last] ? last : "the first one")} that was well", "only versions that DeployServices deployed from this computer can come back; change the inventory and deploy that");
        var before = stage.At(present, good[^1]);
        var plan = (await runtime.PlanAsync([target], cancellation).ConfigureAwait(false))[0];
        if (options.DryRun)
            return TellPlans(runtime, [plan]).Summary;
        await runtime.Systemd.PrepareAsync(cancellation).ConfigureAwait(false);
        var outcome = await runtime.DeployAsync(plan, before, cancellation).ConfigureAwait(false);
        Output.Write(ServiceTables.Outcomes([outcome]));
        Check([outcome], runtime);
        work.History.RolledBack(target);
        if (target.Version != present.Version)
            log.Warning("The inventory still asks for {Version:l} of {Service:l}: change it, or the next DeployServices deploys that again", present.Version, present.Name);
        return $"{present.Name} is back at {target.Version}";
    }

    /// <summary>Asks every service's URL as a user would; returns how many answered, and throws with what was seen for those that did not.</summary>
    public async Task<string> SmokeAsync(CancellationToken cancellation)
    {
        if (options.DryRun)
            return "nobody was asked";
        var inventory = Inventory;
        var machines = new MachineSet(Paths, inventory);
        var secrets = new StateSecrets(Paths, machines.Hypervisor, time);
        var authority = new CertificateAuthority(Paths, machines.Hypervisor, inventory.Lab, time, secrets.Note);
        var smoke = new Smoke(inventory, authority.AuthorityCertificate);
        var questions = smoke.Questions(ChosenServices());
        await NoteLabAsync(machines, cancellation).ConfigureAwait(false);
        if (questions.Count == 0)
            return "no service has a name";
        var answers = await AskFromAnyAsync(smoke, machines, questions, cancellation).ConfigureAwait(false);
        _answers = answers;
        foreach (var answer in answers.Where(answer => answer.IsWell))
            log.Information("{Url:l}: {Seen:l}", answer.Question.Url, answer.Seen);
        var failed = answers.Where(answer => !answer.IsWell).ToList();
        return failed.Count == 0
            ? $"{answers.Count} of {answers.Count} answer"
            : throw new StageException(string.Join('\n', failed.Select(answer => $"{answer.Question.Url}: {answer.Seen}")), "look at ./build.sh Status, and at the proxy's log: journalctl -u haproxy");
    }

    private async Task<IReadOnlyList<SmokeAnswer>> AskFromAnyAsync(Smoke smoke, MachineSet machines, IReadOnlyList<SmokeQuestion> questions, CancellationToken cancellation)
    {
        // Who has one of these roles has curl.
        var hosts = Inventory.Hosts.Where(host => machines.Endpoint(host.Name) is not null && host.Roles.Any(role => role.Value is "consul" or "haproxy")).ToList();
        Exception? last = null;
        foreach (var host in hosts)
        {
            try
            {
                return await smoke.AskAsync(ConnectorOf(machines, host, TimeSpan.FromSeconds(5)), questions, cancellation).ConfigureAwait(false);
            }
            catch (Exception lost) when (lost is HostLostException or HostFailedException)
            {
                last = lost;
            }
        }

        throw new StageException($"no machine of the lab could ask: {last?.Message ?? "none with the role consul or haproxy was made"}", "run ProvisionVms and ConfigureBase first");
    }

    private async Task ShowServicesAsync(CancellationToken cancellation)
    {
        if (Inventory.Services.Count == 0)
            return;
        using var work = OpenServices(TimeSpan.FromSeconds(3));
        // Whoever only looks takes a machine that was never made for what it is.
        var runtime = await work.RuntimesAsync(null, log, options with { DryRun = true }, cancellation).ConfigureAwait(false);
        var services = Inventory.Services.Values.ToList();
        var statuses = await runtime.StatusAsync(work.Deployments(services), cancellation).ConfigureAwait(false);
        Output.Write(ServiceTables.Statuses(statuses, name => string.Join(' ', ServiceUrls.Of(Inventory.Services[name], Inventory))));
        foreach (var left in runtime.Left)
            log.Warning("{Service:l} runs and is not in the inventory: DeployServices --prune removes it", left);
    }

    private async Task<IReadOnlyList<string>> RemoveAsync(ServiceRuntimes runtime, ServiceWork work, bool prune, CancellationToken cancellation)
    {
        var removed = new List<string>();
        foreach (var service in runtime.Left)
        {
            if (!prune)
            {
                log.Warning("{Service:l} runs and is not in the inventory: ./build.sh DeployServices --prune removes it", service);
                continue;
            }

            await runtime.StopAsync(service, cancellation).ConfigureAwait(false);
            work.History.Removed(service);
            removed.Add(service);
        }

        return removed;
    }

    private (string Summary, bool Differs) TellPlans(ServiceRuntimes runtime, IReadOnlyList<ServicePlan> plans)
    {
        foreach (var text in runtime.Systemd.Reports.Select(ConfigurationTables.Differences).Where(text => text.Length > 0))
            Output.Write(new Text(text + "\n"));
        Output.Write(ServiceTables.Outcomes([.. plans.Select(plan => new ServiceOutcome(plan.Deployment.Name, plan.Deployment.Version, plan.IsEmpty ? OutcomeKind.Unchanged : OutcomeKind.WouldChange)
        {
            Before = plan.Instances.Select(one => one.Version).OfType<string>().FirstOrDefault(),
            Hosts = [.. plan.Instances.Select(one => one.Host)],
        })]));
        WriteServiceReport(runtime.Systemd.Reports);
        Check([], runtime);
        var changing = plans.Where(plan => !plan.IsEmpty).Select(plan => plan.Deployment.Name).ToList();
        return changing.Count == 0 ? ("nothing would change", false) : ($"would deploy {string.Join(' ', changing)}", true);
    }

    private static void Check(IReadOnlyList<ServiceOutcome> outcomes, ServiceRuntimes runtime)
    {
        var failures = outcomes.Where(one => one.Problem is not null).Select(one => $"{one.Service}: {one.Problem}\n  {one.WayOut}").ToList();
        // A host that no service of the run is for may still have something to say.
        failures.AddRange(runtime.Systemd.Silent.Where(host => host.Wanted.Count == 0 || outcomes.Count == 0).Select(host => $"{host.Host.Name}: {host.Problem}\n  {host.WayOut}"));
        if (failures.Count > 0)
            throw new StageException(string.Join('\n', failures));
    }

    private void WriteServiceReport(IReadOnlyList<HostReport> reports)
    {
        Directory.CreateDirectory(Paths.Artifacts);
        var now = time.GetUtcNow();
        File.WriteAllText(Path.Combine(Paths.Artifacts, $"services-{now.UtcDateTime:yyyyMMdd'T'HHmmss}.json"), ReportFiles.Json(reports, options.Environment, now));
    }

    /// <summary>Those that --service or --limit names; all without either.</summary>
    private List<Service> ChosenServices() => ChosenServices([]);

    private List<Service> ChosenServices(IReadOnlyList<string> share)
    {
        var services = Inventory.Services;
        var unknown = options.Services.Concat(share).Where(name => !services.ContainsKey(name)).ToList();
        if (unknown.Count > 0)
        {
            throw new DiagnosticException([.. unknown.Select(name => new Diagnostic("JAM0363", Severity.Error, null,
                $"{(share.Contains(name) ? "--share" : "--service")} {name} is no service of '{options.Environment}'", services.Count == 0 ? "the inventory has none" : $"name one of {string.Join(", ", services.Keys)}"))]);
        }

        var names = options.Services.Concat(options.Limit.Where(services.ContainsKey)).ToHashSet(StringComparer.Ordinal);
        return [.. services.Values.Where(service => (names.Count == 0 || names.Contains(service.Name.Value)) && (share.Count == 0 || share.Contains(service.Name.Value)))];
    }

    private ServiceWork OpenServices(TimeSpan patience)
    {
        var inventory = Inventory;
        var machines = new MachineSet(Paths, inventory);
        var secrets = new StateSecrets(Paths, machines.Hypervisor, time);
        return new ServiceWork(inventory, machines, secrets, RoleContexts(machines, secrets, inventory), Paths, host => ConnectorOf(machines, host, patience), options.Limit, time);
    }

    private SshHostConnector ConnectorOf(MachineSet machines, Host host, TimeSpan patience) =>
        new(host.Name, machines.Endpoint(host.Name)!, EnvironmentKeys.AdminUser, machines.Keys.Login, machines.Keys.Host(host.Name), Connections, patience, log);
}
