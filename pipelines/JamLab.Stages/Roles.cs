using JamLab.Inventory.Parameters;
using JamLab.Stages.Configuration;

namespace JamLab.Stages;

/// <summary>The roles that an inventory may name.</summary>
public static class Roles
{
    public static IReadOnlyList<RoleDescription> Known { get; } = [.. RoleCatalog.All.Select(RoleDescriptions.Of)];
}
