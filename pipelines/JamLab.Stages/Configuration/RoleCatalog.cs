namespace JamLab.Stages.Configuration;

/// <summary>The roles there are: every one that this assembly has.</summary>
public static class RoleCatalog
{
    public static IReadOnlyList<Role> All { get; } =
    [
        .. typeof(RoleCatalog).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Role)) && !type.IsAbstract)
            .Select(type => (Role)Activator.CreateInstance(type)!)
            .OrderBy(role => role.Name, StringComparer.Ordinal),
    ];
}
