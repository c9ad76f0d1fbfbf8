using System.Runtime.InteropServices;

namespace JamLab.Stages.Processes;

/// <summary>kill(2): a negative id means the process group.</summary>
internal static partial class Signals
{
    public const int Terminate = 15;
    public const int Kill = 9;

    public static bool Send(int process, int signal) => process is not (0 or 1 or -1) && SysKill(process, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SysKill(int process, int signal);
}
