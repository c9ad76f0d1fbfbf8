using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Processes;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Provisioning.Machines;
using JamLab.Stages.Ssh;
using JamLab.Stages.Templates;
using JamLab.Stages.Tools;
using Spectre.Console;

namespace JamLab.Stages;

public sealed partial class LabStages
{
    /// <summary>Makes the machines and returns what changed; with <see cref="StageOptions.DryRun"/> only shows the plan.</summary>
    /// <param name="isConfiguredNext">Whether the same run goes on to log in to the machines.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<string> ProvisionAsync(bool isConfiguredNext, CancellationToken cancellation) => NotingAsync("ProvisionVms", async () =>
    {
        using var held = await LockAsync(cancellation).ConfigureAwait(false);
        var (stage, request) = await ProvisioningAsync(makes: true, cancellation).ConfigureAwait(false);
        await using var logins = isConfiguredNext && !options.DryRun ? stage.LogIn(request, HostsAtOnce, cancellation) : null;
        var plan = await stage.PlanAsync(request, cancellation).ConfigureAwait(false);
        if (!plan.IsEmpty)
            Output.Write(ProvisioningTables.Plan(plan));
        _notes.Machines = plan;
        if (options.DryRun)
            return plan.IsEmpty ? "nothing would change" : $"would have {Summary(plan)}";

        AllowLosing(plan.LosingData.ToList(), "ProvisionVms");
        await stage.ApplyAsync(request, plan, logins, cancellation).ConfigureAwait(false);
        Output.Write(ProvisioningTables.Machines(await stage.StatesAsync(request, plan, greeted: true, cancellation).ConfigureAwait(false), withDrift: false));
        return plan.IsEmpty ? "nothing to change" : Summary(plan);
    });

    /// <summary>Checks what the coming stages want, so that it is told before the first of them touches anything: hypervisor, limit, tools, roles, sealed values.</summary>
    public Task PrepareAsync(bool templates, bool machines, bool configuration, CancellationToken cancellation) => NotingAsync("Prepare", async () =>
    {
        var needs = new List<ToolNeed>();
        if (machines)
        {
            var set = new MachineSet(Paths, Inventory);
            set.Select(options.Limit);
            needs.AddRange(ToolNeeds.ProvisionVms(set.Kind, TerraformTool.For(options.Terraform, Here)));
        }

        if (configuration)
        {
            CheckRoles();
            _ = Opened;
        }

        if (templates && PlanTemplates(Inventory, force: false).HasChanges && !options.DryRun)
            needs.AddRange(ToolNeeds.BuildTemplates);
        return await ToolsAsync(needs, cancellation).ConfigureAwait(false);
    });

    /// <summary>Destroys the machines of the environment, or those of <c>--limit</c>, with their disks.</summary>
    public async Task<string> DestroyAsync(CancellationToken cancellation)
    {
        using var held = await LockAsync(cancellation).ConfigureAwait(false);
        var (stage, request) = await ProvisioningAsync(makes: false, cancellation).ConfigureAwait(false);
        var plan = await stage.PlanDestroyAsync(request, cancellation).ConfigureAwait(false);
        if (!plan.IsEmpty)
            Output.Write(ProvisioningTables.Plan(plan));
        if (options.DryRun)
            return plan.IsEmpty ? "nothing would be destroyed" : $"would have {Summary(plan)}";
        AllowLosing(plan.LosingData.ToList(), "DestroyVms");
        await stage.DestroyAsync(request, plan, cancellation).ConfigureAwait(false);
        return plan.IsEmpty ? "nothing to destroy" : Summary(plan);
    }

    /// <summary>Shows machines and services: what runs, where it is reached, and what differs from the inventory. Touches nothing.</summary>
    public async Task StatusAsync(CancellationToken cancellation)
    {
        using var held = await LockAsync(cancellation).ConfigureAwait(false);
        var (stage, request) = await ProvisioningAsync(makes: false, cancellation).ConfigureAwait(false);
        var plan = await stage.PlanAsync(request, cancellation).ConfigureAwait(false);
        Output.Write(ProvisioningTables.Machines(await stage.StatesAsync(request, plan, greeted: false, cancellation).ConfigureAwait(false), withDrift: true));
        await ShowServicesAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Opens OpenSSH's client on this terminal, or runs a command; returns its exit code.</summary>
    public async Task<int> SshAsync(string host, IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var (machines, name) = Machine(host);
        var tools = await ToolsAsync(ToolNeeds.Ssh, cancellation).ConfigureAwait(false);
        var endpoint = machines.Endpoint(name) is { } known && machines.Folder(name).Process is not null
            ? known
            : throw new DiagnosticException("JAM0406", $"'{name}' does not run under {machines.Hypervisor}", "start it with ProvisionVms, or say with --hypervisor where it runs");
        machines.Keys.WriteKnownHosts(Inventory.Machines.Select(machine => machine.Name.Value));
        return await OpenSsh.RunAsync(tools[ToolCatalog.Ssh].Path, endpoint, name, machines.Keys, command, cancellation).ConfigureAwait(false);
    }

    /// <summary>Prints a machine's serial log as it is now; with <paramref name="follow"/> also what it goes on to say, until Ctrl-C.</summary>
    public async Task ConsoleAsync(string host, bool follow, CancellationToken cancellation)
    {
        var (machines, name) = Machine(host);
        var path = machines.Folder(name).SerialLog;
        if (!File.Exists(path))
            throw new DiagnosticException("JAM0407", $"'{name}' has no serial log: it never ran under {machines.Hypervisor}", "start it with ProvisionVms, or say with --hypervisor where it runs");
        await SerialLog.ShowAsync(path, Console.Out, follow, time, cancellation).ConfigureAwait(false);
    }

    private (MachineSet Machines, string Name) Machine(string host)
    {
        var machines = new MachineSet(Paths, Inventory);
        var found = Inventory.Find(host) is { IsVirtual: true } machine ? machine
            : throw new DiagnosticException("JAM0408", $"--host {host} is no machine of '{options.Environment}'",
                $"it can be {string.Join(", ", Inventory.Machines.Select(known => known.Name.Value))}");
        return (machines, found.Name.Value);
    }

    private async Task<(ProvisioningStage Stage, ProvisioningRequest Request)> ProvisioningAsync(bool makes, CancellationToken cancellation)
    {
        var inventory = Inventory;
        var machines = new MachineSet(Paths, inventory);
        var terraform = TerraformTool.For(options.Terraform, Here);
        var tools = await ToolsAsync(ToolNeeds.ProvisionVms(machines.Kind, terraform), cancellation).ConfigureAwait(false);
        var accelerator = machines.Kind == HypervisorKind.Qemu
            ? (await AcceleratorAsync(tools[ToolCatalog.Qemu].Path, cancellation).ConfigureAwait(false)).Name
            : "tcg";
        var stage = new ProvisioningStage(Paths, tools[terraform].Path, Processes, Connections, log, time);
        return (stage, new ProvisioningRequest(inventory, options.Limit, Templates(inventory, makes && !options.DryRun), accelerator) { Renew = makes && options.Renew });
    }

    private async Task<Accelerator> AcceleratorAsync(string qemu, CancellationToken cancellation)
    {
        using var probe = new AcceleratorProbe(Paths, Here, new ProcessRunner(log), log);
        return await probe.ProbeAsync(qemu, cancellation).ConfigureAwait(false);
    }

    private void AllowLosing(List<MachineChange> losing, string target)
    {
        if (losing.Count == 0 || options.AllowDestroy)
            return;
        var names = string.Join(", ", losing.Select(change => change.Machine));
        if (options.IsInteractive && Output.Confirm($"Destroy the disks of {names}?", defaultValue: false))
            return;
        throw new DiagnosticException("JAM0409",
            $"{target} would destroy the disks of {string.Join("; ", losing.Select(change => $"'{change.Machine}' ({change.Reason})"))}",
            "add --allow-destroy if that is what you want");
    }

    private static string Summary(ProvisioningPlan plan) =>
        string.Join(", ", plan.Changes.GroupBy(change => change.Action).OrderBy(group => group.Key)
            .Select(group => $"{ProvisioningTables.Past(group.Key)} {string.Join(' ', group.Select(change => change.Machine))}"));
}
