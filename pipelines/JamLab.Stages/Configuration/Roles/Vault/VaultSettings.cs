using JamLab.Stages.Configuration.Sources;

namespace JamLab.Stages.Configuration.Roles.Vault;

/// <summary>Parameters of the role vault.</summary>
public sealed class VaultSettings
{
    [Parameter("Where Vault comes from.")]
    public ProductSource Source { get; set; } = new();

    [Parameter("How much the server logs.", Choices = ["trace", "debug", "info", "warn", "error"])]
    public string LogLevel { get; set; } = "info";

    [Parameter("Whether servers show their pages on https://HOST:8200/ui.")]
    public bool Ui { get; set; } = true;

    [Parameter("How patient servers are with each other: 1 for fast machines, up to 10.", Least = 1, Most = 10)]
    public int PerformanceMultiplier { get; set; } = 2;
}
