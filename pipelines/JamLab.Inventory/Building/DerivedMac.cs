using JamLab.Inventory.Text;

namespace JamLab.Inventory.Building;

/// <summary>
/// MAC addresses that stay the same as long as lab, host and network keep their names: 52:54:00, which is locally administered
/// and QEMU's custom, and 24 bits of FNV-1a. (A cryptographic hash would load OpenSSL for three bytes.)
/// </summary>
internal sealed class DerivedMac(string lab, IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = [.. taken];

    public string For(string host, string network)
    {
        for (var attempt = 0; ; attempt++)
        {
            var mac = MacText.FromNumber(0x5254_0000_0000 | Hash($"{lab}/{host}/{network}/{attempt}"));
            if (_taken.Add(mac))
                return mac;
        }
    }

    private static long Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 1099511628211UL);
        return (long)((hash ^ (hash >> 24) ^ (hash >> 48)) & 0xff_ffff);
    }
}
