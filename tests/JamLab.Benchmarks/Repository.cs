using System.Runtime.InteropServices;

namespace JamLab.Benchmarks;

/// <summary>Where the benchmarks run, and on what.</summary>
internal static class Repository
{
    public static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "JamLab.sln")))
                return folder;
        }

        throw new DirectoryNotFoundException("JamLab.sln is in no folder above this program");
    }

    /// <summary>Cores, system and, on Linux, how many processes wanted to run in the minute before, for a figure's caption.</summary>
    public static string Machine =>
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}{Load}";

    private static string Load =>
        File.Exists("/proc/loadavg") ? $", load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : "";
}
