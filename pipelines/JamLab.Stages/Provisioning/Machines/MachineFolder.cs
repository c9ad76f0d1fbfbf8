using System.Globalization;
using JamLab.Inventory.Model;
using JamLab.Stages.Processes;

namespace JamLab.Stages.Provisioning.Machines;

/// <summary>What lies on this computer of one machine, and what that says about it. The modules' scripts write these files.</summary>
public sealed class MachineFolder(string path, HypervisorKind hypervisor)
{
    public string Path => path;

    public HypervisorKind Hypervisor => hypervisor;

    public string Seed => System.IO.Path.Combine(path, "seed");

    public string SerialLog => System.IO.Path.Combine(path, "serial.log");

    private const string Forwarder = "systemd-socket-";

    private static readonly string[] PidFiles = ["pid", "proxy.pid", "nat.pid"];

    private string TemplateFile => System.IO.Path.Combine(path, "template");

    /// <summary>Name of the template's folder that the disks were made from; null before they were made.</summary>
    public string? Template
    {
        get => HasDisk && File.Exists(TemplateFile) ? File.ReadAllText(TemplateFile) : null;
        set => State.PrivateFiles.Write(TemplateFile, value!);
    }

    private string ReadyFile => System.IO.Path.Combine(path, "ready");

    /// <summary>The machine's process, if it is there and really the machine's.</summary>
    public ProcessIdentity? Process
    {
        get
        {
            if (Read("pid") is not { } pid || ProcessIdentity.Of(pid) is not { } process)
                return null;
            var mark = hypervisor == HypervisorKind.Nspawn ? $"--directory={path}/root" : $"file:{SerialLog}";
            return CommandLine(pid) is { } line && line.Contains(mark, StringComparer.Ordinal) ? process : null;
        }
    }

    /// <summary>Whether all of the machine runs: a container also needs what forwards its SSH and what gives it the world.</summary>
    public bool IsWhole => Process is not null && (hypervisor != HypervisorKind.Nspawn || (Runs("proxy.pid", Forwarder) && Runs("nat.pid", "slirp4netns")));

    /// <summary>Whether it was started and not stopped since: something of it may run, though its own process does not.</summary>
    public bool WasLeft => Process is not null || PidFiles.Any(file => File.Exists(System.IO.Path.Combine(path, file)));

    /// <summary>Whether something of this machine listens on its SSH port; what forwards it to a container outlives one that was killed.</summary>
    public bool HoldsPort => Process is not null || Runs("proxy.pid", Forwarder);

    public bool HasDisk => hypervisor == HypervisorKind.Nspawn
        ? Directory.Exists(System.IO.Path.Combine(path, "disk", "upper"))
        : File.Exists(System.IO.Path.Combine(path, "root.qcow2"));

    /// <summary>Whether this very process has been seen ready before.</summary>
    public bool WasReady =>
        Process is { } process && File.Exists(ReadyFile) && File.ReadAllText(ReadyFile) == Mark(process);

    /// <summary>Whether the machine was ready at any time since its disks were made: they may hold data then.</summary>
    public bool WasEverReady => File.Exists(ReadyFile);

    public void MarkReady()
    {
        if (Process is { } process)
            State.PrivateFiles.Write(ReadyFile, Mark(process));
    }

    /// <summary>The end of the serial log as it is now, without the terminal's control sequences.</summary>
    public IReadOnlyList<string> SerialTail(int lines)
    {
        if (!File.Exists(SerialLog))
            return [];
        using var stream = new FileStream(SerialLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(-Math.Min(stream.Length, 64 * 1024), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        return [.. SerialText.Clean(reader.ReadToEnd()).Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).TakeLast(lines)];
    }

    private bool Runs(string pidFile, string word) =>
        Read(pidFile) is { } pid && CommandLine(pid) is { } line && line.Any(part => part.Contains(word, StringComparison.Ordinal));

    private int? Read(string pidFile)
    {
        var file = System.IO.Path.Combine(path, pidFile);
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).AsSpan().Trim(), CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }

    private static string[]? CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string Mark(ProcessIdentity process) =>
        string.Create(CultureInfo.InvariantCulture, $"{process.Pid} {process.StartTicks}");
}
