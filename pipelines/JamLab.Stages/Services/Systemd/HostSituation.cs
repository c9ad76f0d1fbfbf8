using JamLab.Convergence;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Services.Systemd;

/// <summary>A host as it answered, or why it did not.</summary>
/// <param name="Host">Which.</param>
/// <param name="Wanted">The services that it should run, of those that this run is about.</param>
internal sealed record HostSituation(Host Host, IReadOnlyList<Deployment> Wanted)
{
    /// <summary>What differs of what is kept for all services; empty where nothing does.</summary>
    public IReadOnlyList<Resource> Unkept { get; init; } = [];

    /// <summary>What differs, by service, with what it needs; those that are as they should be are not in it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Difference>> Changes { get; init; } = new Dictionary<string, IReadOnlyList<Difference>>();

    public IReadOnlyDictionary<string, ServiceInfo> Now { get; init; } = new Dictionary<string, ServiceInfo>();

    /// <summary>Services that it has something of.</summary>
    public IReadOnlyList<string> Installed { get; init; } = [];

    public string? Problem { get; init; }

    public string? WayOut { get; init; }
}
