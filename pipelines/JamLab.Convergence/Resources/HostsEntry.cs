namespace JamLab.Convergence.Resources;

/// <summary>The one line of /etc/hosts for an address, with all its names, the full one first. Other addresses' lines are left alone: many hosts at once are better a <see cref="Block"/>, which also forgets them.</summary>
public sealed record HostsEntry(string Address, params IReadOnlyList<string> Names) : FileEdit("/etc/hosts")
{
    public string Address { get; } = System.Net.IPAddress.TryParse(Address, out _) ? Address : throw new ArgumentException($"'{Address}' is no IP address");

    public IReadOnlyList<string> Names { get; } = Names.All(name => name.Length > 0 && !name.Any(one => char.IsWhiteSpace(one) || one == '#')) ? Names : throw new ArgumentException("a host's name is empty or holds a space");

    public override string Name => $"hosts entry {Address}";

    protected override bool IsSecret => false;

    protected override string Edited(string text)
    {
        var lines = TextLines.Of(text);
        var index = lines.FindIndex(IsOurs);
        if (index >= 0 && !IsAbsent && index == lines.FindLastIndex(IsOurs) && Words(lines[index]).SequenceEqual([Address, .. Names]))
            return text;
        var changed = lines.RemoveAll(IsOurs);
        if (IsAbsent)
            return changed ? lines.ToString() : text;
        lines.Replace(index < 0 ? lines.Count : index, 0, [$"{Address} {string.Join(' ', Names)}"]);
        return lines.ToString();
    }

    private bool IsOurs(string line) => Words(line) is [var first, ..] && first == Address;

    private static string[] Words(string line) => line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
