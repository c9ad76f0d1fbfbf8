using JamLab.Stages.State;

namespace JamLab.Stages.Services.Systemd;

/// <summary>Which ports of a host instances listen on: 20000 to 29999, below what Linux gives to outgoing connections (32768 and up), and the same in every run.</summary>
internal static class SlotPorts
{
    public const int First = 20000;
    public const int Count = 10000;

    /// <summary>Ports by service, slot and name of the port. Of two that a hash puts on one number the later in the alphabet moves on.</summary>
    public static IReadOnlyDictionary<(string Service, char Slot, string Port), int> Assign(IEnumerable<(string Service, IEnumerable<string> Ports)> services)
    {
        var taken = new HashSet<int>();
        var ports = new Dictionary<(string, char, string), int>();
        foreach (var (service, slot, port) in services.SelectMany(one => one.Ports.SelectMany(port => Slot.Letters.Select(slot => (one.Service, slot, port)))).Order())
        {
            var number = (int)(StableHash.Of($"{service} {slot} {port}") % Count);
            while (!taken.Add(number))
                number = (number + 1) % Count;
            ports[(service, slot, port)] = First + number;
        }

        return ports;
    }
}
