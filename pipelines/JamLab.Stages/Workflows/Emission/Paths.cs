namespace JamLab.Stages.Workflows.Emission;

/// <summary>The files that an event must touch.</summary>
internal static class Paths
{
    /// <summary>What a lab is made from: its environment, and all that turns it into machines.</summary>
    public static readonly IReadOnlyList<string> OfLabs = ["environments/**", "images/**", "terraform/**", "pipelines/**", "build/**", "build.sh", "global.json", "Directory.*"];
}
