using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>The host's time zone, by the link /etc/localtime and, where a host has it, the file /etc/timezone. Programs that run already keep the old one.</summary>
public sealed record TimeZone(string Zone) : Resource
{
    private const string LinkPath = "/etc/localtime";
    private const string FilePath = "/etc/timezone";
    private const string Folder = "/usr/share/zoneinfo/";

    /// <summary>A name of the tz database: <c>Europe/Berlin</c>.</summary>
    public string Zone { get; } = Zone.Length > 0 && Zone[0] != '/' && !Zone.Contains("..", StringComparison.Ordinal) && Zone.All(one => char.IsAsciiLetterOrDigit(one) || one is '/' or '_' or '-' or '+')
        ? Zone
        : throw new ArgumentException($"'{Zone}' is no time zone");

    public override string Name => "time zone";

    public override IEnumerable<Fact> Facts => [new PathFact(LinkPath), new ContentFact(FilePath, null)];

    public override Change? Diff(HostFacts facts)
    {
        var link = facts.Get(new PathFact(LinkPath));
        var file = facts.Get(new ContentFact(FilePath, null));
        var now = link.Target is { } target && target.IndexOf("zoneinfo/", StringComparison.Ordinal) is >= 0 and var at ? target[(at + 9)..] : link.Exists ? "a copy" : "UTC";
        return Parts.Combine(this,
            link.Type == PathType.Link && now == Zone ? null : new Change(this, [new Difference("zone", now, Zone)],
                $"if [ ! -e {Folder}{Zone} ]; then echo 'no time zone {Zone} here: is the package tzdata installed?'; exit 1; fi\nln -sfn {Folder}{Zone} {LinkPath}.jamlab\nmv -fT {LinkPath}.jamlab {LinkPath}\n")
            { Touches = [LinkPath] },
            file.Sha256 is null || file.Text?.Trim() == Zone ? null : new Change(this, [new Difference(FilePath, file.Text?.Trim(), Zone)], $"echo {Zone} > {FilePath}\n") { Touches = [FilePath] });
    }
}
