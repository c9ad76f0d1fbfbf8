namespace JamLab.Stages.Tools;

/// <summary>Whether missing tools are installed.</summary>
public enum InstallTools
{
    /// <summary>Install in CI, ask where there is a terminal, else leave the system alone; downloads go into the cache without asking.</summary>
    Ask,

    /// <summary>Install without asking.</summary>
    Always,

    /// <summary>Change and fetch nothing; name what is missing.</summary>
    Never,
}

/// <summary>What the user said about missing tools, and how to ask: null where there is no terminal.</summary>
public sealed record ToolboxOptions(InstallTools Install = InstallTools.Ask, Func<string, bool>? Ask = null);
