using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Inventory.Text;
using F = JamLab.Inventory.Format.InventoryFormat;

namespace JamLab.Inventory.Checks;

/// <summary>Servers that vote (Raft) should be three or five: one is a single point of failure, an even number tolerates no more than one less.</summary>
internal static class Consensus
{
    private static readonly string[] Voting = ["consul", "nomad", "vault"];

    public static void Check(Document document, Problems problems)
    {
        if (problems.Has(Codes.UnknownRole, Codes.UnknownGroup, Codes.BadRange, Codes.BadName, Codes.DuplicateName))
            return;
        var roles = document.Entries.ToDictionary(entry => entry, entry => entry.Union(F.Roles));
        var found = new List<(Sourced<string> Role, List<string> Servers)>();
        foreach (var role in Voting)
        {
            var entries = document.Entries.Where(entry => roles[entry].Any(one => one.Value == role)).ToList();
            if (entries.Count == 0)
                continue;
            var servers = entries.Where(entry => entry.Get(F.Server)?.Value == true).ToList();
            var place = roles[servers.FirstOrDefault() ?? entries[0]].First(one => one.Value == role);
            found.Add((place, [.. servers.SelectMany(entry => entry.Range.Value.Names)]));
        }

        foreach (var same in found.GroupBy(one => string.Join(' ', one.Servers)))
        {
            var servers = same.First().Servers;
            var names = string.Join(", ", same.Select(one => one.Role.Value));
            if (servers.Count == 0)
                problems.Warning(Codes.ConsensusServers, same.First().Role.Source, $"{names}: nobody is a server", "write server: true in the group or VM whose members vote");
            else if (servers.Count == 1)
                problems.Warning(Codes.ConsensusServers, same.First().Role.Source, $"{names}: {Show.Value(servers[0])} is the only server, and all stops with it", $"make it three; for a rehearsal, `# allow {Codes.ConsensusServers}` on this line says that one is meant");
            else if (servers.Count % 2 == 0)
                problems.Warning(Codes.ConsensusServers, same.First().Role.Source, $"{names}: {servers.Count} servers ({Show.Names(servers)}) survive no more failures than {servers.Count - 1} would", $"make it {servers.Count + 1}, or {servers.Count - 1}");
        }
    }
}
