using JamLab.Inventory.Model;

namespace JamLab.Stages.Workflows;

/// <summary>An environment as workflows see it.</summary>
/// <param name="Environment">Its folder under <c>environments/</c>, which is also the name of its environment at GitHub.</param>
/// <param name="HasSealedValues">Whether its inventory holds values that the vault's password opens.</param>
public sealed record LabOnGitHub(string Environment, LabInventory Inventory, bool HasSealedValues)
{
    /// <summary>What its <c>ci:</c> says.</summary>
    public Ci Ci => Inventory.Ci;
}
