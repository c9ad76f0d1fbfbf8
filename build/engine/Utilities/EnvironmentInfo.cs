using System.Runtime.InteropServices;
using Nuke.Common.IO;

namespace Nuke.Common;

/// <summary>What the process knows of the machine and of its own surroundings.</summary>
public static partial class EnvironmentInfo
{
    public static PlatformFamily Platform =>
        IsWin ? PlatformFamily.Windows : IsOsx ? PlatformFamily.OSX : IsLinux ? PlatformFamily.Linux : PlatformFamily.Unknown;

    public static bool IsWin => OperatingSystem.IsWindows();

    public static bool IsOsx => OperatingSystem.IsMacOS();

    public static bool IsLinux => OperatingSystem.IsLinux();

    public static bool IsUnix => !IsWin;

    /// <summary>Linux inside Windows.</summary>
    public static bool IsWsl =>
        IsLinux && File.Exists("/proc/version") && File.ReadAllText("/proc/version").Contains("microsoft", StringComparison.OrdinalIgnoreCase);

    public static bool IsArm64 => RuntimeInformation.OSArchitecture == Architecture.Arm64;

    public static bool Is64Bit => Environment.Is64BitOperatingSystem;

    public static bool Is32Bit => !Is64Bit;

    public static string MachineName => Environment.MachineName;

    public static AbsolutePath WorkingDirectory
    {
        get => Directory.GetCurrentDirectory();
        set => Directory.SetCurrentDirectory(value);
    }

    /// <summary>Works in another directory until disposed. The working directory belongs to the process: parallel targets see it too.</summary>
    public static IDisposable SwitchWorkingDirectory(string workingDirectory, bool allowCreate = true)
    {
        if (allowCreate)
            Directory.CreateDirectory(workingDirectory);
        var previous = WorkingDirectory;
        WorkingDirectory = workingDirectory;
        return new Restore(() => WorkingDirectory = previous);
    }

    /// <summary>The user's home, or another of the system's folders; null where there is none.</summary>
    public static AbsolutePath? SpecialFolder(SpecialFolders folder)
    {
        var path = Environment.GetFolderPath((Environment.SpecialFolder)folder);
        return path.Length == 0 ? null : path;
    }

    private sealed class Restore(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}

/// <summary>The system's folders that builds ask for; the values are those of <see cref="Environment.SpecialFolder"/>.</summary>
public enum SpecialFolders
{
    ApplicationData = 26,
    LocalApplicationData = 28,
    CommonApplicationData = 35,
    ProgramFiles = 38,
    UserProfile = 40,
    ProgramFilesX86 = 42,
}
