using System.Globalization;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Provisioning;

/// <summary>The modules' <c>disks</c> trigger, <c>root:8192 data:1024</c>: names with sizes in MiB.</summary>
internal static class DiskSizes
{
    public static IReadOnlyDictionary<string, ByteSize> Parse(string disks) =>
        disks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(disk => disk.Split(':'))
            .ToDictionary(parts => parts[0], parts => ByteSize.FromMiB(long.Parse(parts[1], CultureInfo.InvariantCulture)));

    /// <summary>What differs, for a person: <c>disk root 8GiB -> 10GiB, new disk data 1GiB</c>.</summary>
    public static string Difference(string before, string after)
    {
        var (old, wanted) = (Parse(before), Parse(after));
        return string.Join(", ", wanted.Where(disk => !old.TryGetValue(disk.Key, out var size) || size != disk.Value)
            .Select(disk => old.TryGetValue(disk.Key, out var size) ? $"disk {disk.Key} {size} -> {disk.Value}" : $"new disk {disk.Key} {disk.Value}")
            .Concat(old.Keys.Except(wanted.Keys).Select(name => $"without disk {name}")));
    }
}
