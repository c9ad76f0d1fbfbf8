using JamLab.Inventory.Model;

namespace JamLab.Stages.Services;

/// <summary>Where users find services.</summary>
internal static class ServiceUrls
{
    /// <summary>The service's full names, but for those that stand for many; none for one that is not exposed.</summary>
    public static IReadOnlyList<string> Names(Service service, LabInventory inventory) =>
        service.Exposure == Exposure.None ? [] : [.. service.HostNames.Where(name => !name.Value.StartsWith('*')).Select(name => name.Value.Contains('.', StringComparison.Ordinal) ? name.Value : $"{name}.{inventory.Lab.Domain}")];

    /// <summary>What a user would type, with the path that the check asks; through the lab's proxy where there is one, else to the service's own port.</summary>
    public static IReadOnlyList<string> Of(Service service, LabInventory inventory)
    {
        var hasProxy = inventory.Hosts.Any(host => host.Roles.Any(role => role.Value == "haproxy"));
        var path = service.Check.Http?.Value ?? "/";
        return [.. Names(service, inventory).Select(name => hasProxy ? $"https://{name}{path}" : $"http://{name}{(service.Port is { } port ? $":{port}" : "")}{path}")];
    }
}
