using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>The host's own name, now and after each start. A host has one, whatever it is called.</summary>
public sealed record Hostname(string Value) : Resource
{
    /// <summary>One label: letters, digits and hyphens, at most 63.</summary>
    public string Value { get; } = Value.Length is > 0 and <= 63 && Value.All(one => char.IsAsciiLetterOrDigit(one) || one == '-') && Value[0] != '-' && Value[^1] != '-'
        ? Value
        : throw new ArgumentException($"'{Value}' is no host name: letters, digits and hyphens, at most 63");

    public override string Name => "hostname";

    public override IEnumerable<Fact> Facts => File.Facts;

    private File File => new("/etc/hostname", $"{Value}\n");

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.System.NodeName;
        // Some systems lack the command, and in containers the file cannot be written.
        var live = now == Value ? null : new Change(this, [new Difference("name now", now, Value)],
            $"if command -v hostname >/dev/null 2>&1; then hostname {Value}; else echo {Value} > /proc/sys/kernel/hostname; fi\n");
        return Parts.Combine(this, Parts.Diff(File, "file", facts), live);
    }
}
