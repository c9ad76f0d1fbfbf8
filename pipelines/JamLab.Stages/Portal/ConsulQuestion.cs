using System.Net;
using System.Text.Json;
using JamLab.Convergence;
using JamLab.Inventory.Model;
using JamLab.Stages.Configuration.Roles.Consul;

namespace JamLab.Stages.Portal;

/// <summary>Asks a member of Consul who leads and who votes; both are told to anybody, without a token (Consul's HTTP API, "Status").</summary>
internal static class ConsulQuestion
{
    /// <summary>Shell that prints the leader on the first line and the voters on the second, as JSON.</summary>
    public static HostText Script => $"curl -fsS --max-time 5 -w '\\n' {ConsulCluster.Api}/v1/status/leader {ConsulCluster.Api}/v1/status/peers\n";

    /// <summary>Null when the answer is none.</summary>
    public static ConsulState? Read(string output, LabInventory inventory)
    {
        try
        {
            var lines = output.Split('\n');
            var leader = JsonSerializer.Deserialize(lines[0], PortalJson.Default.String);
            var voters = lines.Length < 2 ? null : JsonSerializer.Deserialize(lines[1], PortalJson.Default.StringArray);
            return leader is null || voters is null ? null : new ConsulState(leader.Length > 0 ? Name(leader, inventory) : null, [.. voters.Select(one => Name(one, inventory)).Order(StringComparer.Ordinal)]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Name(string endpoint, LabInventory inventory) =>
        IPEndPoint.TryParse(endpoint, out var address) && inventory.Hosts.FirstOrDefault(host => host.Nics.Any(nic => nic.Address.Value.Equals(address.Address))) is { } found ? found.Name : endpoint;
}

/// <summary>The servers of Consul: who leads (null for nobody) and who votes, by name, or by address where the inventory does not know it.</summary>
internal sealed record ConsulState(string? Leader, IReadOnlyList<string> Voters)
{
    /// <summary>In words.</summary>
    public string Note => Leader is null ? "there is no leader" : $"{Leader} leads; {(Voters.Count == 1 ? "one votes" : $"{Voters.Count} vote")}: {string.Join(", ", Voters)}";
}
