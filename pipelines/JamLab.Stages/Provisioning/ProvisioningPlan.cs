using JamLab.Stages.Provisioning.Machines;

namespace JamLab.Stages.Provisioning;

/// <summary>What <c>ProvisionVms</c> would do; Terraform's plan file with exactly this lies in its working folder.</summary>
/// <param name="Selected">Names of the machines that the run is about (all, or those of <c>--limit</c>).</param>
public sealed record ProvisioningPlan(
    IReadOnlyList<MachineChange> Changes,
    IReadOnlyList<string> Selected,
    IReadOnlyDictionary<string, MachineSpec> Machines)
{
    /// <summary>Whether no machine changes.</summary>
    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Whether Terraform has anything to do: after a run that was killed that may be its outputs or the lab's network, and no machine.</summary>
    public bool HasSteps { get; init; }

    /// <summary>Whether the machine's disks are made by this plan.</summary>
    public bool Makes(string machine) =>
        Changes.Any(change => change.Machine == machine && change.MakesDisks);

    public IEnumerable<MachineChange> LosingData => Changes.Where(change => change.LosesData);
}
