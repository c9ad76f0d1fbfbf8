using JamLab.Inventory.Model;
using JamLab.Stages.Provisioning;

namespace JamLab.Stages.Workflows.Emission;

/// <summary>How the work on a lab is divided: waves, one after the other, of shares side by side.</summary>
internal static class Shares
{
    // What one run configures at the same time, three times over.
    private const int MostHosts = 192;

    public static IReadOnlyList<IReadOnlyList<Share>> Of(FanOut fan, LabInventory inventory) => fan switch
    {
        FanOut.Templates => Waves([Templates(inventory)]),
        FanOut.Hosts => Waves(Hosts(inventory)),
        FanOut.Services => Waves(Services(inventory)),
        _ => [],
    };

    private static List<IReadOnlyList<Share>> Waves(IEnumerable<IReadOnlyList<Share>> waves)
    {
        var filled = waves.Where(wave => wave.Count > 0).ToList();
        return filled.ConvertAll(wave => Share.AtMost(Math.Max(1, Share.MostJobs / filled.Count), wave));
    }

    private static List<Share> Templates(LabInventory inventory) =>
        [.. Machines(inventory).Select(host => host.Machine!.Template.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new Share(name, [name]))];

    // Servers are what the others join: they come first.
    private static IEnumerable<IReadOnlyList<Share>> Hosts(LabInventory inventory)
    {
        var machines = Machines(inventory);
        var cells = machines.GroupBy(host => host.Groups is [.., var last] ? last.Value : "", StringComparer.Ordinal).ToList();
        var first = cells.Where(cell => cell.Any(IsServer)).ToList();
        yield return [.. first.SelectMany(cell => Split(cell.Key, [.. cell], machines))];
        yield return [.. cells.Except(first).SelectMany(cell => Split(cell.Key, [.. cell], machines))];
    }

    private static bool IsServer(Host host) => host.Server || host.Roles.Any(role => role.Value == "dns");

    private static IEnumerable<Share> Split(string group, List<Host> hosts, List<Host> all)
    {
        // The group's name says it all only while every member of the group is meant.
        if (group.Length > 0 && hosts.Count <= MostHosts && all.Count(host => host.Groups.Any(one => one.Value == group)) == hosts.Count)
            return [new Share(group, [group])];
        return hosts.Chunk(MostHosts).Select(chunk => new Share(chunk.Length == 1 ? chunk[0].Name.Value : $"{chunk[0].Name.Value} to {chunk[^1].Name.Value}", [.. chunk.Select(host => host.Name.Value)]));
    }

    // A service comes after those that it depends on.
    private static IEnumerable<IReadOnlyList<Share>> Services(LabInventory inventory)
    {
        var level = new Dictionary<string, int>(StringComparer.Ordinal);
        int LevelOf(Service service) => level.TryGetValue(service.Name.Value, out var known) ? known
            : level[service.Name.Value] = service.DependsOn.Select(one => inventory.Services.GetValueOrDefault(one.Value)).OfType<Service>().Select(LevelOf).DefaultIfEmpty(-1).Max() + 1;
        return inventory.Services.Values.GroupBy(LevelOf).OrderBy(wave => wave.Key)
            .Select(wave => (IReadOnlyList<Share>)[.. wave.Select(service => new Share(service.Name.Value, [service.Name.Value]))]);
    }

    private static List<Host> Machines(LabInventory inventory) => [.. Rehearsal.Of(inventory).Machines];
}
