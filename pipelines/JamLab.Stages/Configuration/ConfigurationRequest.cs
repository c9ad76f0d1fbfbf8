using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration;

/// <summary>What a run of the configuration is about.</summary>
/// <param name="Inventory">The checked inventory.</param>
/// <param name="Hosts">The hosts to configure; roles see the others too.</param>
public sealed record ConfigurationRequest(LabInventory Inventory, IReadOnlyList<Host> Hosts)
{
    /// <summary>Only these roles; empty for all.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    public bool DryRun { get; init; }

    /// <summary>How many hosts at the same time.</summary>
    public int Parallel { get; init; } = 64;
}
