using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.Provisioning.Machines;
using JamLab.Stages.Provisioning.Seeds;
using JamLab.Stages.Services;
using JamLab.Stages.Ssh;
using JamLab.Stages.State;
using JamLab.Stages.Templates;

namespace JamLab.Stages.Provisioning;

/// <summary>The machines of an environment on one local hypervisor: their folders, ports, seeds and how to reach them.</summary>
public sealed class MachineSet(LabPaths paths, LabInventory inventory)
{
    public HypervisorKind Kind { get; } = Local(inventory);

    /// <summary><c>qemu</c> or <c>nspawn</c>: the names of the module and of the state's folder.</summary>
    public string Hypervisor => Kind == HypervisorKind.Nspawn ? "nspawn" : "qemu";

    public string StateFolder => Path.Combine(paths.State, Hypervisor);

    public EnvironmentKeys Keys => field ??= new(paths, Hypervisor);

    /// <summary>First part of the names of network namespaces: unique to this state folder, short, and telling.</summary>
    public string Namespace => $"jamlab-{paths.Environment}-{StableHash.Hex(Path.GetFullPath(StateFolder), 6)}";

    public MachineFolder Folder(string name) => new(Path.Combine(StateFolder, "machines", name), Kind);

    /// <summary>Names of machines that have a folder, whether the inventory knows them or not.</summary>
    public IEnumerable<string> Existing =>
        Directory.Exists(Path.Combine(StateFolder, "machines"))
            ? Directory.GetDirectories(Path.Combine(StateFolder, "machines")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)
            : [];

    public NoCloudSeed Seed(Host host) =>
        NoCloudSeed.For(host, inventory, Kind == HypervisorKind.Nspawn ? NoCloudSeed.Uplink.Nspawn : NoCloudSeed.Uplink.Qemu, Keys.Login, Keys.Host(host.Name));

    /// <summary>
    /// The template that a machine's disks stand on or will stand on. A machine keeps the one that it was made from while the inventory names the
    /// same image: a newer template is for new machines, and never a reason to destroy one.
    /// </summary>
    public TemplateArtifact TemplateOf(Host host, IReadOnlyDictionary<string, TemplateArtifact> today, bool renew)
    {
        var wanted = today[host.Machine!.Template.Value];
        return !renew && Folder(host.Name).Template is { } made
            && TemplateArtifact.Open(Path.Combine(paths.Templates, made)) is { } kept && kept.Image == wanted.Image ? kept : wanted;
    }

    public IReadOnlyDictionary<string, MachineSpec> Specs(Func<Host, TemplateArtifact> template)
    {
        var hosts = inventory.Machines.ToList();
        var ports = new Ports(Path.Combine(PrivateFiles.CreateFolder(StateFolder), "ports.json"))
            .Assign([.. hosts.Select(host => host.Name.Value)], name => Folder(name).HoldsPort);
        return hosts.ToDictionary(host => host.Name.Value, host => new MachineSpec(
            host.Name.Value,
            host.Fqdn,
            Path.GetFileName(template(host).Folder),
            host.Machine!.Cores.Value,
            host.Machine.Memory.Value.MiB,
            [.. host.Machine.Disks.Select(disk => new DiskSpec(disk.Name, disk.Size.Value.MiB))],
            [.. host.Nics.Select(nic => new NicSpec(nic.Network.Value, nic.Mac.Value, $"{nic.Address}/{nic.PrefixLength}"))],
            Seed(host).Identity,
            ports[host.Name.Value]));
    }

    internal Endpoints Endpoints => field ??= new(Path.Combine(StateFolder, "endpoints.json"));

    /// <summary>Where a machine's SSH is; null before it was made.</summary>
    public SshEndpoint? Endpoint(string name) => Endpoints.Find(name);

    /// <summary>Those of the hosts that <c>--limit</c> names which belong to a job's share.</summary>
    public IReadOnlyList<Host> Select(IReadOnlyList<string> limit, IReadOnlyList<string> share)
    {
        var mine = Select(share, "--share");
        return [.. Select(limit).Where(mine.Contains)];
    }

    /// <summary>The hosts that <c>--limit</c> names by host, group, role or a service on them; all machines when it is empty.</summary>
    public IReadOnlyList<Host> Select(IReadOnlyList<string> limit) => Select(limit, "--limit");

    private List<Host> Select(IReadOnlyList<string> limit, string option)
    {
        var machines = inventory.Machines.ToList();
        if (limit.Count == 0)
            return machines;
        var unknown = limit.Where(word => !machines.Any(host => Matches(host, word))).ToList();
        if (unknown.Count > 0)
        {
            throw new DiagnosticException([.. unknown.Select(word => new Diagnostic("JAM0482", Severity.Error, null,
                $"{option} {word} matches no machine of '{paths.Environment}'",
                $"name a host, a group, a role or a service: {string.Join(", ", machines.Select(host => host.Name.Value))}"))]);
        }

        return [.. machines.Where(host => limit.Any(word => Matches(host, word)))];
    }

    private bool Matches(Host host, string word) =>
        host.Name.Value == word || host.Fqdn == word
        || (inventory.Services.TryGetValue(word, out var service) && Placement.Of(service, inventory).Contains(host))
        || host.Groups.Any(group => group.Value == word) || host.Roles.Any(role => role.Value == word);

    private static HypervisorKind Local(LabInventory inventory) =>
        inventory.Hypervisor.Kind.Value is HypervisorKind.Qemu or HypervisorKind.Nspawn
            ? inventory.Hypervisor.Kind.Value
            : throw new DiagnosticException([new Diagnostic("JAM0483", Severity.Error, inventory.Hypervisor.Kind.Source,
                "machines are made by 'qemu' and 'nspawn' so far, not yet by 'proxmox'",
                "rehearse this environment on your own machine with --hypervisor qemu or --hypervisor nspawn")]);
}
