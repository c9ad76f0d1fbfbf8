using System.Globalization;
using JamLab.Stages.Processes;
using Shouldly;

namespace JamLab.Tests.Machines.Lab.Support;

/// <summary>An environment of its own in a clone, a copy of <c>environments/local</c> or another; its machines go with it, however the test ends.</summary>
internal sealed class TestLab : IAsyncDisposable
{
    public static readonly string[] Names = ["dns0", "vb0", "vs0"];

    /// <summary>What the command lines of a machine's own processes have.</summary>
    public static readonly string[] PartsOfMachines = ["systemd-nspawn", "container.sh", "slirp4netns", "systemd-socket-", "qemu-system-x86_64 -name"];

    private readonly Repository _repository;
    private readonly string[] _options;

    private TestLab(Repository repository, string hypervisor, string name)
    {
        _repository = repository;
        Hypervisor = hypervisor;
        Name = name;
        _options = hypervisor == "nspawn" ? ["--environment", name, "--hypervisor", "nspawn"] : ["--environment", name];
    }

    public static TestLab Nspawn(Repository repository, string? name = null, string from = "local")
    {
        Needs.Nspawn();
        return Create(repository, "nspawn", name, from);
    }

    public static TestLab Qemu(Repository repository)
    {
        Needs.Qemu();
        return Create(repository, "qemu", null, "local");
    }

    public string Name { get; }

    public string Hypervisor { get; }

    public string Folder => Path.Combine(_repository.Root, "environments", Name);

    public string State => Path.Combine(Folder, ".state");

    public string Inventory => Path.Combine(Folder, "inventory.yml");

    public string Artifacts => Path.Combine(_repository.Root, "artifacts", Name);

    public string MachineFile(string machine, string file) => Path.Combine(State, Hypervisor, "machines", machine, file);

    /// <summary>Runs a target on this environment to its end.</summary>
    public async Task<Result> RunAsync(params string[] arguments)
    {
        using var command = Start(arguments);
        return await command.EndsAsync();
    }

    /// <summary>The same for a run that must go well.</summary>
    public async Task<Result> SucceedAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        result.ExitCode.ShouldBe(0, result.All);
        return result;
    }

    public Command Start(params string[] arguments) => StartWith([], arguments);

    public Command StartWith(Dictionary<string, string?> variables, params string[] arguments)
    {
        // What follows -- is the machine's.
        var own = Array.IndexOf(arguments, "--") is var end and >= 0 ? end : arguments.Length;
        return new Command(_repository.Root, _repository.Variables.Concat(variables), [.. arguments[..own], .. _options, .. arguments[own..]]);
    }

    public async Task<string> SshAsync(string machine, string script)
    {
        var result = await SucceedAsync("Ssh", "--no-logo", "--host", machine, "--", script);
        return result.Out;
    }

    public void EditInventory(string old, string wanted)
    {
        var text = File.ReadAllText(Inventory);
        text.ShouldContain(old);
        File.WriteAllText(Inventory, text.Replace(old, wanted, StringComparison.Ordinal));
    }

    /// <summary>The machine's process; null when it does not run.</summary>
    public ProcessIdentity? Process(string machine) =>
        File.Exists(MachineFile(machine, "pid")) && int.TryParse(File.ReadAllText(MachineFile(machine, "pid")), CultureInfo.InvariantCulture, out var pid)
            ? ProcessIdentity.Of(pid)
            : null;

    public Dictionary<string, ProcessIdentity?> Processes() => Names.ToDictionary(name => name, Process);

    /// <summary>Ends a machine the hard way and waits until it is gone.</summary>
    public async Task KillAsync(string machine)
    {
        var process = Process(machine).ShouldNotBeNull();
        Shell.Run("kill", "-KILL", $"{process.Pid}");
        await Eventually.So(() => !process.IsAlive, TimeSpan.FromSeconds(20));
    }

    /// <summary>Everything on this computer that is of this environment: processes, mounts, network namespaces, locks.</summary>
    public List<string> Traces() =>
    [
        .. Computer.Processes(State).Concat(Computer.Processes($"jamlab-{Name}-")).Distinct().Select(process => $"process {process}"),
        .. Computer.Mounts(State).Select(mount => $"mount {mount}"),
        .. Computer.Namespaces($"jamlab-{Name}-").Select(name => $"namespace {name}"),
        .. Computer.ControlGroups($"jamlab-{Name}-").Select(group => $"control group {group}"),
        .. Directory.GetFiles("/run/lock", $"jamlab-{Name}-*").Select(file => $"lock {file}"),
    ];

    public async ValueTask DisposeAsync()
    {
        // Where that went well there is nothing left to end, and the environment of another clone may have this one's name.
        if ((await RunAsync("DestroyVms", "--allow-destroy", "--wait")).ExitCode != 0)
            await EndAsync();
        Directory.Delete(Folder, recursive: true);
    }

    // A test may leave an inventory, or a state, that no command can do anything with.
    private async Task EndAsync()
    {
        foreach (var pid in Computer.Processes(State).Concat(Computer.Processes($"jamlab-{Name}-")).Select(process => process.Split(' ')[0]).Distinct())
            Shell.Run("kill", "-KILL", pid);
        foreach (var name in Computer.Namespaces($"jamlab-{Name}-"))
        {
            // A container goes on without its systemd-nspawn.
            foreach (var pid in Shell.Run("ip", "netns", "pids", name).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Shell.Run("kill", "-KILL", pid);
            Shell.Run("ip", "netns", "delete", name);
        }

        await Eventually.So(() => Computer.Processes(State).Count == 0, TimeSpan.FromSeconds(20));
    }

    private static TestLab Create(Repository repository, string hypervisor, string? name, string from)
    {
        // Other runs of these tests on the same computer have other names.
        var lab = new TestLab(repository, hypervisor, name ?? $"t{Guid.NewGuid():N}"[..8]);
        Directory.CreateDirectory(lab.Folder);
        var source = Path.Combine(repository.Root, "environments", from);
        File.Copy(Path.Combine(source, "inventory.yml"), lab.Inventory);
        foreach (var file in new[] { "files", "services" }.Select(folder => Path.Combine(source, folder)).Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)))
        {
            var copy = Path.Combine(lab.Folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return lab;
    }
}
