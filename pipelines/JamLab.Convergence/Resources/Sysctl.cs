using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>
/// A kernel setting, now and after each start (a file of its own in /etc/sysctl.d, read after all others).
/// A container cannot change what belongs to the whole computer: there the file alone is kept, and no difference is seen. On a machine a setting that its kernel does not have is an error.
/// </summary>
public sealed record Sysctl(string Key, string Value) : Resource
{
    /// <summary>The setting as sysctl.conf(5) writes it: <c>net.ipv4.ip_forward</c>.</summary>
    public string Key { get; } = Key.Length > 0 && Key.All(one => char.IsAsciiLetterOrDigit(one) || one is '.' or '/' or '_' or '-') && !Key.Contains("..", StringComparison.Ordinal)
        ? Key
        : throw new ArgumentException($"'{Key}' is no kernel setting");

    /// <summary>One line; spaces and tabs between numbers count the same.</summary>
    public string Value { get; } = Value.Any(char.IsControl) ? throw new ArgumentException($"the value of {Key} holds a control character") : SysctlFact.Plain(Value);

    /// <summary>No longer set at the start; the value now stays, since nobody knows what it was before.</summary>
    public bool Absent { get; init; }

    public override string Name => $"sysctl {Key}";

    public override IEnumerable<Fact> Facts => Absent ? [new PathFact(File.Path)] : [Live, .. File.Facts];

    private SysctlFact Live => new(Key);

    private File File => new($"/etc/sysctl.d/zz-jamlab-{Key.Replace('/', '-')}.conf", $"{Key} = {Value}\n");

    public override Change? Diff(HostFacts facts)
    {
        if (Absent)
            return facts.Get(new PathFact(File.Path)).Exists ? new Change(this, [new Difference("file", "there", "removed")], $"rm -f {Sh.Quote(File.Path)}\n") { Touches = [File.Path] } : null;
        return Parts.Combine(this, Parts.Diff(File, "file", facts), Set(facts.Get(Live)));
    }

    private Change? Set(SysctlInfo now)
    {
        if (now.Value == Value || (now.InContainer && !now.CanBeSet))
            return null;
        var script = now.Value is null
            ? $"echo {Sh.Quote($"this kernel has no setting {Key} (or the module that brings it is not loaded)")}\nexit 1\n"
            : $"printf '%s\\n' {Sh.Quote(Value)} > {Sh.Quote(Live.Path)}\n";
        return new Change(this, [new Difference("value", now.Value ?? "missing", Value)], script);
    }
}
