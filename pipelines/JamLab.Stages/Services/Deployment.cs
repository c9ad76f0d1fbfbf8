using JamLab.Inventory.Model;

namespace JamLab.Stages.Services;

/// <summary>A version of a service for the hosts that shall run it. <paramref name="Service"/> says how it is updated.</summary>
public sealed record Deployment(Service Service, ServiceDefinition Definition, string Version, IReadOnlyList<Host> Hosts)
{
    public string Name => Service.Name.Value;

    /// <summary>All hosts that run it, those too that this run leaves alone.</summary>
    public IReadOnlyList<Host> Placed { get; init; } = Hosts;
}
