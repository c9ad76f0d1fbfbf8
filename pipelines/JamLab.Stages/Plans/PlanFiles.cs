using System.Text.Json;

namespace JamLab.Stages.Plans;

/// <summary>Plans that other jobs wrote, as their artifacts are unpacked below one folder.</summary>
public static class PlanFiles
{
    public const string Name = "plan.json";

    /// <summary>All of them in the order of their environments; of two of one environment the later counts. One that cannot be read is a <see cref="StageException"/>, since leaving it out would look as if nothing changed there.</summary>
    public static IReadOnlyList<LabPlan> Read(string folder) =>
    [
        .. (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Name, SearchOption.AllDirectories) : []).Order(StringComparer.Ordinal).Select(ReadFile)
            .GroupBy(plan => plan.Environment).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.MaxBy(plan => plan.Made)!),
    ];

    private static LabPlan ReadFile(string path)
    {
        try
        {
            return LabPlan.FromJson(File.ReadAllText(path));
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            throw new StageException($"{path} is no plan: {wrong.Message}", "run the job that made it again");
        }
    }
}
