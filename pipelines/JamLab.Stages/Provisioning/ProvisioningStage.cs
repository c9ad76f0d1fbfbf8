using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Processes;
using JamLab.Stages.Provisioning.Machines;
using JamLab.Stages.Provisioning.Seeds;
using JamLab.Stages.Provisioning.Terraform;
using JamLab.Stages.Ssh;
using JamLab.Stages.State;
using JamLab.Stages.Templates;
using Serilog;

namespace JamLab.Stages.Provisioning;

/// <summary>
/// Makes the inventory's machines with Terraform. Before planning, what is really there is looked at: Terraform's state says what was made,
/// not what still runs. A machine that died is planned anew; one that runs without Terraform knowing it, left by an interrupted run, is stopped first.
/// </summary>
public sealed class ProvisioningStage(LabPaths paths, string terraform, ProcessRunner processes, SshPool connections, ILogger log, TimeProvider time)
{
    /// <summary>What would change. Writes only into the environment's state folder; touches no machine.</summary>
    public async Task<ProvisioningPlan> PlanAsync(ProvisioningRequest request, CancellationToken cancellation)
    {
        var machines = new MachineSet(paths, request.Inventory);
        var selected = machines.Select(request.Limit).Select(host => host.Name.Value).ToList();
        var specs = await PrepareAsync(machines, selected, request, cancellation).ConfigureAwait(false);
        var replace = selected.SelectMany(name => Dead(machines.Folder(name), name)).ToList();
        using var json = await Workspace(machines).PlanAsync(replace, Targets(request, selected), destroy: false, cancellation).ConfigureAwait(false);
        return Read(json, machines, selected, specs, "it is not in the inventory");
    }

    /// <summary>What destroying would do to the selected machines; with no limit the whole lab goes, its private network too.</summary>
    public async Task<ProvisioningPlan> PlanDestroyAsync(ProvisioningRequest request, CancellationToken cancellation)
    {
        var machines = new MachineSet(paths, request.Inventory);
        var selected = machines.Select(request.Limit).Select(host => host.Name.Value).ToList();
        // Confined by -target, `plan -destroy` would also stop every other machine: any power hangs on all disks to Terraform then. So what goes is not wanted any more.
        var limited = request.Limit.Count > 0;
        var specs = await PrepareAsync(machines, selected, request, cancellation, without: limited ? selected : []).ConfigureAwait(false);
        using var json = await Workspace(machines).PlanAsync([], Targets(request, selected), destroy: !limited, cancellation).ConfigureAwait(false);
        return Read(json, machines, selected, specs, "you asked for it");
    }

    /// <summary>Begins to log in to machines that should be ready; for <see cref="ApplyAsync"/>.</summary>
    internal EarlyLogins LogIn(ProvisioningRequest request, int atOnce, CancellationToken cancellation)
    {
        var machines = new MachineSet(paths, request.Inventory);
        return new EarlyLogins(machines, machines.Select(request.Limit), connections, atOnce, cancellation);
    }

    /// <summary>Does what the plan says, and waits until every selected machine is ready. Machines that are running and right are only greeted, or logged in to when <paramref name="logins"/> began that.</summary>
    internal async Task ApplyAsync(ProvisioningRequest request, ProvisioningPlan plan, EarlyLogins? logins, CancellationToken cancellation)
    {
        var machines = new MachineSet(paths, request.Inventory);
        var known = request.Inventory.Machines.ToDictionary(host => host.Name.Value);
        await MakeAsync(machines, known, request, plan, cancellation).ConfigureAwait(false);
        await WaitAsync(machines, known, plan, logins, cancellation).ConfigureAwait(false);
    }

    /// <summary>All of <see cref="ApplyAsync"/> but the waiting.</summary>
    internal async Task MakeAsync(
        MachineSet machines, Dictionary<string, Host> known, ProvisioningRequest request, ProvisioningPlan plan, CancellationToken cancellation)
    {
        var made = new List<(MachineFolder Folder, string Template)>();
        foreach (var name in plan.Selected)
        {
            var folder = machines.Folder(name);
            PrivateFiles.CreateFolder(folder.Path);
            SeedFolder.Write(folder.Seed, machines.Seed(known[name]));
            var template = machines.TemplateOf(known[name], request.Templates, request.Renew);
            TemplateUsers.Register(template, machines.StateFolder);
            if (plan.Makes(name))
                made.Add((folder, Path.GetFileName(template.Folder)));
        }

        machines.Keys.WriteKnownHosts(known.Keys);
        if (plan.HasSteps)
        {
            foreach (var orphan in plan.Changes.Where(change => change.StartsBlindly && machines.Folder(change.Machine).WasLeft))
                await StopAsync(machines, orphan.Machine, cancellation).ConfigureAwait(false);
            foreach (var machine in made)
                machine.Folder.Template = machine.Template;
            await Workspace(machines).ApplyAsync(powerCut: false, cancellation).ConfigureAwait(false);
            Remove(machines, plan);
        }

        // A run that was killed after making machines has not come to ask.
        if (plan.HasSteps || plan.Selected.Any(name => machines.Endpoint(name) is null))
        {
            using var outputs = await Workspace(machines).OutputsAsync(cancellation).ConfigureAwait(false);
            machines.Endpoints.Keep(outputs);
        }
    }

    /// <summary>Destroys what <see cref="PlanDestroyAsync"/> listed; also what runs without Terraform knowing it.</summary>
    public async Task DestroyAsync(ProvisioningRequest request, ProvisioningPlan plan, CancellationToken cancellation)
    {
        var machines = new MachineSet(paths, request.Inventory);
        if (plan.HasSteps)
            await Workspace(machines).ApplyAsync(powerCut: true, cancellation).ConfigureAwait(false);
        var names = request.Limit.Count == 0 ? machines.Existing.ToList() : plan.Selected;
        foreach (var name in names.Where(name => machines.Folder(name).WasLeft))
            await StopAsync(machines, name, cancellation).ConfigureAwait(false);
        foreach (var name in names)
            Remove(machines, name);
        if (request.Limit.Count == 0)
            TemplateUsers.UnregisterAll(paths.Templates, machines.StateFolder);
    }

    /// <summary>The selected machines as they are now, with what the plan says differs.</summary>
    /// <param name="greeted">They were greeted or logged in to a moment ago, by <see cref="ApplyAsync"/>.</param>
    public async Task<IReadOnlyList<MachineState>> StatesAsync(ProvisioningRequest request, ProvisioningPlan plan, bool greeted, CancellationToken cancellation)
    {
        var machines = new MachineSet(paths, request.Inventory);
        return await Task.WhenAll(machines.Select(request.Limit).Select(async host =>
        {
            var folder = machines.Folder(host.Name);
            var process = folder.Process;
            var endpoint = Endpoint(machines, plan, host.Name);
            var state = process is null ? folder.HasDisk ? "stopped" : "missing"
                : folder.WasReady && (greeted || await Readiness.GreetsAsync(endpoint, TimeSpan.FromSeconds(5), cancellation).ConfigureAwait(false)) ? "ready"
                : "booting";
            var change = plan.Changes.FirstOrDefault(change => change.Machine == host.Name);
            return new MachineState(host.Name, state, host.Address.ToString(), endpoint.ToString(), process?.Uptime,
                plan.Machines[host.Name].Template,
                change is null ? OlderTemplate(plan.Machines[host.Name].Template, request.Templates[host.Machine!.Template]) : $"{change.Action.ToString().ToLowerInvariant()}: {(change.Reason.Length > 0 ? change.Reason : "not there yet")}");
        })).ConfigureAwait(false);
    }

    /// <summary>As the outputs say; before there are any, the port that the module was given.</summary>
    private static SshEndpoint Endpoint(MachineSet machines, ProvisioningPlan plan, string name) =>
        machines.Endpoint(name) is { } known && known.Port == plan.Machines[name].SshPort ? known : new SshEndpoint("127.0.0.1", plan.Machines[name].SshPort);

    private static string OlderTemplate(string made, TemplateArtifact today) =>
        made == Path.GetFileName(today.Folder) ? "" : "made from an older template (ProvisionVms --renew)";

    private async Task<IReadOnlyDictionary<string, MachineSpec>> PrepareAsync(
        MachineSet machines, IReadOnlyCollection<string> selected, ProvisioningRequest request, CancellationToken cancellation, params IReadOnlyCollection<string> without)
    {
        TemplateArtifact Template(Host host) => machines.TemplateOf(host, request.Templates, request.Renew && selected.Contains(host.Name));
        var specs = machines.Specs(Template);
        var templates = request.Inventory.Machines.Select(Template).DistinctBy(template => template.Folder).ToList();
        var wanted = specs.Where(spec => !without.Contains(spec.Key)).ToDictionary();
        await Workspace(machines).PrepareAsync(Variables(machines, request, wanted, templates), cancellation).ConfigureAwait(false);
        return specs;
    }

    private async Task WaitAsync(MachineSet machines, Dictionary<string, Host> known, ProvisioningPlan plan, EarlyLogins? logins, CancellationToken cancellation)
    {
        var readiness = new Readiness(machines.Keys, connections, log, time);
        var waits = plan.Selected.Select(async name =>
        {
            var folder = machines.Folder(name);
            var endpoint = Endpoint(machines, plan, name);
            // A connection to what was changed since is worth nothing, and a connection may not know it yet.
            var isChanged = plan.Changes.Any(change => change.Machine == name);
            if (logins is not null && !isChanged && await logins.KeepAsync(name).ConfigureAwait(false))
                return null;
            if (folder.WasReady && await Readiness.GreetsAsync(endpoint, TimeSpan.FromSeconds(5), cancellation).ConfigureAwait(false))
                return null;
            try
            {
                await readiness.WaitAsync(known[name], folder, endpoint, cancellation).ConfigureAwait(false);
                return null;
            }
            catch (StageException exception)
            {
                return exception;
            }
        });
        var failures = (await Task.WhenAll(waits).ConfigureAwait(false)).OfType<StageException>().ToList();
        if (failures.Count > 0)
            throw new StageException(string.Join('\n', failures.Select(failure => failure.Message)));
    }

    private static ProvisioningPlan Read(
        System.Text.Json.JsonDocument? json, MachineSet machines, IReadOnlyList<string> selected, IReadOnlyDictionary<string, MachineSpec> specs, string goes)
    {
        var changes = json is null ? [] : ResourceChange.Read(json);
        Shrinking.Refuse(changes);
        var read = PlanReader.Read(changes, name =>
        {
            var folder = machines.Folder(name);
            return new ObservedMachine(folder.HasDisk, folder.Process is not null, folder.WasEverReady);
        }, goes);
        return new ProvisioningPlan(read, selected, specs) { HasSteps = json is not null };
    }

    private static IEnumerable<string> Dead(MachineFolder folder, string name)
    {
        if (!folder.HasDisk)
            yield return Address("disk", name);
        if (!folder.IsWhole || !folder.HasDisk)
            yield return Address("power", name);
    }

    /// <summary>Disk and power by name: a resource that is only drawn in by another comes with all of its instances, those of other machines too.</summary>
    private static IEnumerable<string> Targets(ProvisioningRequest request, IEnumerable<string> selected) =>
        request.Limit.Count == 0 ? [] : selected.SelectMany(name => new[] { Address("disk", name), Address("power", name) });

    private static string Address(string kind, string name) => $"module.machines.terraform_data.{kind}[\"{name}\"]";

    private Task<ProcessResult> StopAsync(MachineSet machines, string name, CancellationToken cancellation)
    {
        log.Information("{Machine:l}: stopping what an interrupted run left running", name);
        var script = Path.Combine(paths.TerraformModules, machines.Hypervisor, "power.sh");
        return processes.RunAsync(new ToolCommand("sh", script, "off")
        {
            Environment = new Dictionary<string, Secret>
            {
                ["DIR"] = new(machines.Folder(name).Path),
                ["NAME"] = new(name),
                ["NAMESPACE"] = new(machines.Namespace),
            },
        }, cancellation);
    }

    private static void Remove(MachineSet machines, ProvisioningPlan plan)
    {
        foreach (var change in plan.Changes.Where(change => change.Action == MachineAction.Destroy))
            Remove(machines, change.Machine);
    }

    private static void Remove(MachineSet machines, string name)
    {
        var folder = machines.Folder(name).Path;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        machines.Keys.Forget(name);
    }

    private TerraformWorkspace Workspace(MachineSet machines) => new(paths, machines.Hypervisor, terraform, processes);

    private static Dictionary<string, object> Variables(MachineSet machines, ProvisioningRequest request, IReadOnlyDictionary<string, MachineSpec> specs, IEnumerable<TemplateArtifact> templates)
    {
        var variables = new Dictionary<string, object>
        {
            ["state_dir"] = machines.StateFolder,
            ["templates"] = templates.ToDictionary(template => Path.GetFileName(template.Folder), template => new TemplateSpec(
                template.Disk, template.Kernel ?? "", template.Initrd ?? "", template.KernelCommandLine ?? "")),
            ["machines"] = specs.ToDictionary(),
        };
        if (machines.Kind == HypervisorKind.Nspawn)
        {
            variables["namespace"] = machines.Namespace;
        }
        else
        {
            variables["accelerator"] = request.Accelerator;
            variables["networks"] = request.Inventory.Lab.Networks.Keys.ToDictionary(name => name, name => MulticastGroup($"{machines.StateFolder}/{name}"));
        }

        return variables;
    }

    /// <summary>A group and port of the administratively scoped range (RFC 2365) that differs between labs on one computer.</summary>
    private static string MulticastGroup(string unique)
    {
        var hash = StableHash.Of(unique);
        return $"239.77.{(hash >> 8) & 0xFF}.{hash & 0xFF}:{20000 + (hash >> 16) % 10000}";
    }
}
