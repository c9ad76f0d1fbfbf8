using System.Runtime.InteropServices;

namespace JamLab.Stages.Tools;

/// <summary>
/// What changes when a program file is replaced. Size and time of modification alone would not do: package managers restore the packager's times,
/// so that two builds can agree in both; the inode and its change time (set by the kernel) do not.
/// </summary>
internal static partial class FileIdentity
{
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;

    public static unsafe string Of(string path)
    {
        // A link's target, because links in /etc/alternatives stay while what they name changes.
        var file = new FileInfo(path);
        file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        var identity = $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}";
        if (!OperatingSystem.IsLinux())
            return identity;
        // struct statx of linux/stat.h: stx_ino at 32, stx_ctime (seconds, nanoseconds) at 96; the same on every architecture.
        var statx = stackalloc byte[256];
        return StatX(CurrentFolder, file.FullName, 0, BasicStats, statx) == 0
            ? $"{identity} {*(ulong*)(statx + 32)} {*(long*)(statx + 96)}.{*(uint*)(statx + 104)}"
            : identity;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatX(int folder, string path, int flags, uint mask, byte* result);
}
