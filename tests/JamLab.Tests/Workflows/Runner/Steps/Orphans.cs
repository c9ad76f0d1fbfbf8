using System.Globalization;
using JamLab.Stages.Processes;

namespace JamLab.Tests.Workflows.Runner.Steps;

/// <summary>Ends what a job left running, found as GitHub's runner does: by RUNNER_TRACKING_ID in the environment of each process.</summary>
internal static class Orphans
{
    public static IReadOnlyList<int> End(string trackingId)
    {
        var sought = $"RUNNER_TRACKING_ID={trackingId}";
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Environ(folder).Split('\0').Contains(sought) && Signals.Send(id, Signals.Kill))
                found.Add(id);
        }

        return found;
    }

    private static string Environ(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "environ"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
