using System.Globalization;
using JamLab.Stages.Processes;

namespace JamLab.Benchmarks.Configuration.Fleet;

/// <summary>Who measures in a copy of the repository: machines outlive a run that was killed, and the next one clears them away.</summary>
internal static class Owner
{
    public static void Sign(string work) =>
        File.WriteAllText(FileIn(work), string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {ProcessIdentity.Of(Environment.ProcessId)!.StartTicks}"));

    /// <summary>Roots of copies whose owner is gone.</summary>
    public static IReadOnlyList<string> Abandoned() =>
        [.. Directory.GetDirectories(Path.GetTempPath(), "jamlab-benchmark-*").Where(root => File.Exists(FileIn(Path.Combine(root, "work"))) && !IsAlive(Path.Combine(root, "work")))];

    private static bool IsAlive(string work)
    {
        var words = File.ReadAllText(FileIn(work)).Split(' ');
        return words.Length == 2 && new ProcessIdentity(int.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture)).IsAlive;
    }

    private static string FileIn(string work) => Path.Combine(work, "owner");
}
