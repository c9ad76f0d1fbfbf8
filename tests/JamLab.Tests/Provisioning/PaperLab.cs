using JamLab.Inventory.Model;
using JamLab.Stages.Processes;
using JamLab.Stages.Provisioning;
using JamLab.Stages.Provisioning.Machines;
using JamLab.Stages.Ssh;
using JamLab.Stages.State;
using JamLab.Stages.Templates;
using JamLab.Tests.Inventory;
using Serilog.Core;

namespace JamLab.Tests.Provisioning;

/// <summary>The real Terraform and modules, whose scripts make empty files for disks and start a shell that waits for a machine.</summary>
internal sealed class PaperLab : IDisposable
{
    // The machine's process is known by this argument, as QEMU's is; nothing of ours may stay open in it.
    private const string Power = """
        cd "$DIR"
        if [ "$1" = off ]; then kill -KILL "$(cat pid)"; rm pid; exit 0; fi
        setsid sh -c 'read -r never < wait' sh "file:$DIR/serial.log" </dev/null >/dev/null 2>&1 &
        echo $! > pid
        """;

    private const string Disk = """
        if [ "$1" = destroy ]; then rm -f "$DIR"/*.qcow2 "$DIR/ready"; exit 0; fi
        : > "$DIR/root.qcow2"
        [ -p "$DIR/wait" ] || mkfifo "$DIR/wait"
        """;

    private readonly Lab _lab;
    private readonly ProcessRunner _processes = new(Logger.None);
    private readonly TemplateArtifact _template;

    public PaperLab(string yaml = Lab.Small)
        : this(new Lab(yaml))
    {
        var folder = Directory.CreateDirectory(Path.Combine(Paths.TerraformModules, "qemu")).FullName;
        foreach (var file in Directory.GetFiles(Repository.File("terraform", "qemu"), "*.tf"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(folder, "power.sh"), Power);
        File.WriteAllText(Path.Combine(folder, "disk.sh"), Disk);
    }

    private PaperLab(Lab lab)
    {
        _lab = lab;
        Inventory = lab.Inventory;
        _template = new TemplateArtifact("debian-12", "8b9534a2a28d", Path.Combine(Paths.Templates, "debian-12-8b9534a2a28d"), "disk.qcow2", null, null, null, ByteSize.FromGiB(2));
    }

    public LabPaths Paths => _lab.Paths;

    public string TerraformState => Path.Combine(Paths.State, "qemu", "terraform", "terraform.tfstate");

    private LabInventory Inventory { get; init; }

    public MachineSet Machines => new(Paths, Inventory);

    private ProvisioningStage Stage => new(Paths, Programs.Find("terraform")!, _processes, new SshPool(), Logger.None, TimeProvider.System);

    /// <summary>The same machines after the user has edited the inventory.</summary>
    public PaperLab With(string before, string after)
    {
        using var edited = new Lab(Lab.Small.Replace(before, after, StringComparison.Ordinal));
        return new PaperLab(_lab) { Inventory = edited.Inventory };
    }

    public Task<ProvisioningPlan> PlanAsync(params string[] limit) => Stage.PlanAsync(Request(limit), CancellationToken.None);

    /// <summary>What ApplyAsync of the stage does, but for waiting until one can log in.</summary>
    public async Task ApplyAsync(params string[] limit)
    {
        await Stage.MakeAsync(Machines, Inventory.Machines.ToDictionary(host => host.Name.Value), Request(limit), await PlanAsync(limit), CancellationToken.None);
    }

    public Task<ProvisioningPlan> PlanDestroyAsync(params string[] limit) => Stage.PlanDestroyAsync(Request(limit), CancellationToken.None);

    public Task DestroyAsync(ProvisioningPlan plan, params string[] limit) => Stage.DestroyAsync(Request(limit), plan, CancellationToken.None);

    public string Folder(string name) => Path.Combine(Paths.State, "qemu", "machines", name);

    public ProcessIdentity? Process(string name) => new MachineFolder(Folder(name), HypervisorKind.Qemu).Process;

    public void Kill(string name)
    {
        var process = Process(name)!;
        System.Diagnostics.Process.GetProcessById(process.Pid).Kill();
        SpinWait.SpinUntil(() => !process.IsAlive, TimeSpan.FromSeconds(10));
    }

    public void Dispose()
    {
        foreach (var name in Inventory.Machines.Select(host => host.Name.Value).Where(name => Process(name) is not null))
            Kill(name);
        _lab.Dispose();
    }

    private ProvisioningRequest Request(string[] limit) =>
        new(Inventory, limit, new Dictionary<string, TemplateArtifact> { ["debian-12"] = _template }, "tcg");
}
