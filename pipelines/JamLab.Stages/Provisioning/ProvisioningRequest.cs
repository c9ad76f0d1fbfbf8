using JamLab.Inventory.Model;
using JamLab.Stages.Templates;

namespace JamLab.Stages.Provisioning;

/// <summary>What a run of <c>ProvisionVms</c> was asked for.</summary>
/// <param name="Limit">Hosts, groups or roles to confine the run to; empty for all.</param>
/// <param name="Templates">Today's template of every image that a machine names; machines keep the one that they were made from.</param>
/// <param name="Accelerator"><c>kvm</c>, <c>hvf</c> or <c>tcg</c>, as probed.</param>
public sealed record ProvisioningRequest(
    LabInventory Inventory,
    IReadOnlyList<string> Limit,
    IReadOnlyDictionary<string, TemplateArtifact> Templates,
    string Accelerator)
{
    /// <summary>Makes the selected machines anew from today's template.</summary>
    public bool Renew { get; init; }
}
