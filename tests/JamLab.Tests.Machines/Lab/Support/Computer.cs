namespace JamLab.Tests.Machines.Lab.Support;

/// <summary>What this computer has of a lab, found without asking JamLab.</summary>
internal static class Computer
{
    /// <summary>Process id and command line of each process that has the word in its command line; not this one.</summary>
    public static List<string> Processes(string word) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => (Pid: Path.GetFileName(folder), Line: Read(Path.Combine(folder, "cmdline")).Replace('\0', ' ')))
            .Where(process => process.Pid.All(char.IsAsciiDigit) && process.Pid != $"{Environment.ProcessId}" && process.Line.Contains(word, StringComparison.Ordinal))
            .Select(process => $"{process.Pid} {process.Line}")];

    /// <summary>Mounts in or from a folder, of any process: machines have mount namespaces of their own, in which their seed is bound.</summary>
    public static List<string> Mounts(string folder)
    {
        var escaped = folder.Replace(" ", "\\040", StringComparison.Ordinal);
        return [.. Directory.EnumerateDirectories("/proc").SelectMany(process => Read(Path.Combine(process, "mountinfo")).Split('\n'))
            .Where(line => line.Contains(escaped, StringComparison.Ordinal)).Distinct()];
    }

    public static List<string> Namespaces(string word) =>
        Directory.Exists("/run/netns") ? [.. Directory.GetFiles("/run/netns", $"{word}*").Select(file => Path.GetFileName(file))] : [];

    /// <summary>Control groups of machines whose name begins so.</summary>
    public static List<string> ControlGroups(string word) =>
        [.. new[] { "/sys/fs/cgroup", "/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd" }.Select(folder => Path.Combine(folder, "jamlab")).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetDirectories(folder, $"{word}*"))];

    private static string Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
