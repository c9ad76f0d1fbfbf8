using System.Globalization;
using System.Runtime.InteropServices;

namespace Nuke.Common.Execution;

/// <summary>A process; its start time (clock ticks since boot) tells it from a later one with the same number. Zero: not known.</summary>
internal readonly record struct ProcessId(int Id, ulong Start);

/// <summary>The processes of this machine as <c>/proc</c> shows them (proc(5)), and signals to them.</summary>
internal static class ProcessTree
{
    private const int SigKill = 9;
    private const int SigTerm = 15;

    public static bool IsSupported { get; } = OperatingSystem.IsLinux();

    /// <summary>All below a process, parents before children.</summary>
    public static List<ProcessId> Descendants(int root)
    {
        var children = new List<(int Parent, ProcessId Process)>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, null, out var id) && Read(id) is { } entry)
                children.Add((entry.Parent, new ProcessId(id, entry.Start)));
        }

        var below = children.ToLookup(x => x.Parent, x => x.Process);
        var found = new List<ProcessId>();
        var waiting = new Queue<int>([root]);
        while (waiting.TryDequeue(out var parent))
        {
            foreach (var child in below[parent])
            {
                found.Add(child);
                waiting.Enqueue(child.Id);
            }
        }

        return found;
    }

    public static bool IsAlive(ProcessId process) =>
        IsSupported
            ? Read(process.Id) is { Zombie: false } entry && entry.Start == process.Start
            : !OperatingSystem.IsWindows() && kill(process.Id, 0) == 0;

    public static void Terminate(IReadOnlyList<ProcessId> processes) => Signal(processes, SigTerm);

    public static void Kill(IReadOnlyList<ProcessId> processes) => Signal(processes, SigKill);

    private static void Signal(IReadOnlyList<ProcessId> processes, int signal)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var process in processes.Where(IsAlive))
            _ = kill(process.Id, signal);
    }

    private static (int Parent, bool Zombie, ulong Start)? Read(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            // The name is in parentheses and may have any character; what follows are fields 3 and on.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1]), fields[0] is "Z" or "X", ulong.Parse(fields[19]));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
