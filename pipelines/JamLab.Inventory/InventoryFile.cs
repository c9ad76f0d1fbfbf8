using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory;

/// <summary>The way in: text of an <c>inventory.yml</c> to a checked inventory, or to every problem found in it.</summary>
public static class InventoryFile
{
    /// <summary>Reads and checks; <c>Inventory</c> is null when at least one diagnostic is an error. Never throws for what a user wrote.</summary>
    /// <param name="displayPath">The path that diagnostics show, relative to where the user stands.</param>
    /// <param name="images">Names of the folders under <c>images/</c>, to check templates against.</param>
    /// <param name="knownRoles">Names of the roles, to check <c>roles:</c> against.</param>
    public static InventoryResult Parse(string yaml, string displayPath, IReadOnlyCollection<string> images, IReadOnlyCollection<string> knownRoles) =>
        throw new NotImplementedException();
}

/// <summary>The outcome of reading an inventory: the checked model unless there are errors, and all diagnostics in file order.</summary>
public sealed record InventoryResult(Model.LabInventory? Inventory, IReadOnlyList<Diagnostic> Diagnostics);
