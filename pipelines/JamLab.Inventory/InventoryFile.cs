using JamLab.Inventory.Building;
using JamLab.Inventory.Checks;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Format;
using JamLab.Inventory.Parameters;
using JamLab.Inventory.Yaml;

namespace JamLab.Inventory;

/// <summary>The way in: text of an <c>inventory.yml</c> to a checked inventory, or to every problem found in it.</summary>
public static class InventoryFile
{
    private const int MostHosts = 100_000;

    /// <summary>Reads and checks; <c>Inventory</c> is null when at least one diagnostic is an error. Never throws for what a user wrote.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="displayPath">The path that diagnostics show, relative to where the user stands.</param>
    /// <param name="images">Names of the folders under <c>images/</c>, to check templates against.</param>
    /// <param name="roles">The roles, to check <c>roles:</c> and <c>parameters:</c> against.</param>
    public static InventoryResult Parse(string yaml, string displayPath, IReadOnlyCollection<string> images, IReadOnlyCollection<RoleDescription> roles)
    {
        var problems = new Problems(displayPath);
        var text = yaml.StartsWith('\uFEFF') ? yaml[1..] : yaml;
        var document = Read(text, problems, roles);
        if (document is not null)
            AllChecks.Run(document, problems, images, [.. roles.Select(role => role.Name)]);
        var inventory = document is null || problems.HasErrors ? null : ModelBuilder.Build(document, displayPath);
        if (inventory is not null)
            ParameterChecks.Own(inventory, roles, problems);
        if (problems.HasErrors)
            inventory = null;
        return new InventoryResult(inventory, Allowed.Filter(problems.InFileOrder(), text));
    }

    private static Document? Read(string text, Problems problems, IReadOnlyCollection<RoleDescription> roles)
    {
        if (!TextCheck.IsText(text, problems))
            return null;
        SecretScan.FindKeys(text, problems);
        var root = YamlTree.Read(text, problems);
        if (root is null or YamlScalar { IsNull: true })
        {
            if (!problems.HasErrors)
                TextCheck.TellEmpty(problems);
            return null;
        }

        var reading = new Reading(problems, SecretScan.FindPasswords(root, problems), roles.ToDictionary(role => role.Name, ParameterShape.RecordOf, StringComparer.Ordinal));
        return InventoryFormat.File.TryRead(root, new Subject("the file", root.Span with { Length = 1 }), reading, out var file) && HasRoomFor(file, problems)
            ? new Document(file, reading.BrokenNames, reading.Roles)
            : null;
    }

    // A few ranges, each allowed by itself, could fill the memory together.
    private static bool HasRoomFor(Section file, Problems problems)
    {
        var hosts = 0L;
        foreach (var entry in file.List(InventoryFormat.PhysicalHosts).Concat(file.List(InventoryFormat.Vms)))
        {
            hosts += entry.Name.Value.Count;
            if (hosts <= MostHosts)
                continue;
            problems.Error(Codes.TooLarge, entry.Name.Source, $"with this range there are more than {MostHosts:N0} hosts", "is the range's end mistyped?");
            return false;
        }

        return true;
    }
}

/// <summary>The outcome of reading an inventory: the checked model unless there are errors, and all diagnostics in file order.</summary>
public sealed record InventoryResult(Model.LabInventory? Inventory, IReadOnlyList<Diagnostic> Diagnostics);
