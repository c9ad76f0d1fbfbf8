using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Checks;

/// <summary>MAC addresses and VM ids that two machines share, ranges counted up.</summary>
internal static class MacsAndIds
{
    public static void Check(Document document, Problems problems)
    {
        var macs = new Dictionary<string, (string Host, SourceSpan Place)>(StringComparer.Ordinal);
        var ids = new Dictionary<int, (string Host, SourceSpan Place)>();
        var told = new HashSet<SourceSpan>();
        foreach (var host in document.Hosts)
        {
            foreach (var nic in host.Nics)
            {
                if (nic.Mac is { } mac && !macs.TryAdd(mac.Value, (host.Name, mac.Source)) && told.Add(mac.Source))
                    problems.Error(Codes.DuplicateMac, mac.Source, $"MAC address {mac.Value} is used by both '{macs[mac.Value].Host}' (line {macs[mac.Value].Place.Line}) and '{host.Name}'{Addresses.Counted(host)}", "delete one; it is then derived from the host's name");
            }

            if (host.VmId is { } id && !ids.TryAdd(id.Value, (host.Name, id.Source)) && told.Add(id.Source))
                problems.Error(Codes.DuplicateVmId, id.Source, $"VM id {id.Value} is used by both '{ids[id.Value].Host}' (line {ids[id.Value].Place.Line}) and '{host.Name}'{Addresses.Counted(host)}", "give one of them another id");
        }
    }
}
