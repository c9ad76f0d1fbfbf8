using JamLab.Inventory.Parameters;

namespace JamLab.Stages.Configuration;

/// <summary>Roles as inventories, their schema and the documentation know them.</summary>
public static class RoleDescriptions
{
    public static RoleDescription Of(Role role) => new(role.Name, role.Summary, ParameterKinds.Of(role.Parameters))
    {
        Check = values => role.Check(ParameterBinder.Bind(values, role.Parameters)),
    };
}
