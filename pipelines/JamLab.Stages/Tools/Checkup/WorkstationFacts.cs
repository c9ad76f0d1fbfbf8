using JamLab.Inventory.Model;
using JamLab.Stages.State;

namespace JamLab.Stages.Tools.Checkup;

/// <summary>What was seen of this computer, before anybody judges it. Null: could not be seen, or does not exist on this system.</summary>
internal sealed record WorkstationFacts(
    bool IsRoot, int Cores, ByteSize? Memory, ByteSize? FreeMemory, ByteSize? FreeInCache, ByteSize? FreeInState,
    bool IsLinux, bool CgroupV2, bool Overlay, bool Loop, bool Tun, bool UserNamespaces)
{
    public static WorkstationFacts See(Workstation here, LabPaths paths)
    {
        var memory = here.Lines("proc/meminfo");
        return new WorkstationFacts(
            here.IsRoot, Environment.ProcessorCount, Amount(memory, "MemTotal"), Amount(memory, "MemAvailable"),
            FreeAt(paths.Cache), FreeAt(paths.State), OperatingSystem.IsLinux(),
            CgroupV2: File.Exists(here.At("sys/fs/cgroup/cgroup.controllers")),
            Overlay: HasOverlay(here),
            Loop: File.Exists(here.At("dev/loop-control")),
            Tun: File.Exists(here.At("dev/net/tun")),
            UserNamespaces: AllowsUserNamespaces(here));
    }

    private static ByteSize? Amount(string[] memory, string name) => memory
        .Select(line => line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words is [var key, _, "kB"] && key == name)
        .Select(words => long.TryParse(words[1], out var kibibytes) ? new ByteSize(kibibytes << 10) : (ByteSize?)null)
        .FirstOrDefault();

    // The file system may still come as a module, on demand.
    private static bool HasOverlay(Workstation here) =>
        here.Lines("proc/filesystems").Any(line => line.EndsWith("\toverlay", StringComparison.Ordinal))
        || here.Lines("proc/sys/kernel/osrelease") is [var release, ..]
            && Directory.Exists(here.At($"lib/modules/{release}/kernel/fs/overlayfs"));

    private static bool AllowsUserNamespaces(Workstation here) =>
        here.Lines("proc/sys/user/max_user_namespaces") is [var most] && most != "0"
        // Debian's switch, then Ubuntu's (24.04 has it on by default).
        && here.Lines("proc/sys/kernel/unprivileged_userns_clone") is not ["0"]
        && here.Lines("proc/sys/kernel/apparmor_restrict_unprivileged_userns") is not ["1"];

    private static ByteSize? FreeAt(string path)
    {
        var folder = path;
        while (!Directory.Exists(folder))
        {
            if (Path.GetDirectoryName(folder) is not { Length: > 0 } parent)
                return null;
            folder = parent;
        }

        try
        {
            return new ByteSize(new DriveInfo(folder).AvailableFreeSpace);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
