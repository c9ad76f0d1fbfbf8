using JamLab.Inventory.Model;
using Values = System.Collections.Generic.IReadOnlyDictionary<string, JamLab.Inventory.Model.Sourced<object>>;

namespace JamLab.Stages.Updates;

/// <summary>Archives that parameters of roles name with their sum: wherever a mapping has both <c>archive</c> and <c>sha256</c>.</summary>
internal static class ArchivePins
{
    public static IEnumerable<HandPin> Of(LabInventory inventory, string file) =>
        inventory.Hosts.SelectMany(host => host.Parameters)
            .SelectMany(role => role.Value.Values.SelectMany(value => Archives(value.Value)).Select(archive => new HandPin(role.Key, file, archive.Source.Line, archive.ToString())))
            .Distinct();

    private static IEnumerable<Sourced<object>> Archives(object value) => value switch
    {
        Values map when map.TryGetValue("archive", out var archive) && map.ContainsKey("sha256") => [archive],
        Values map => map.Values.SelectMany(one => Archives(one.Value)),
        IReadOnlyList<Sourced<object>> list => list.SelectMany(one => Archives(one.Value)),
        _ => [],
    };
}
