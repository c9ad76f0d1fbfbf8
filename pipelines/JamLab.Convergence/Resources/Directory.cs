using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>A directory with this owner and mode; parents are made with 0755 root:root. What is in it is left alone.</summary>
public sealed record Directory(string Path) : Resource
{
    private const int Plain = 0b111_101_101;

    public string Path { get; } = HostPath.Check(Path);

    /// <summary>Permission bits, 0755 unless given.</summary>
    public int Mode { get; init; } = Plain;

    public string Owner { get; init; } = "root";

    /// <summary>The owning group; root unless given.</summary>
    public string Group { get; init; } = "root";

    public override string Name => $"directory {Path}";

    public override IEnumerable<Fact> Facts => [new PathFact(Path)];

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(new PathFact(Path));
        var word = Sh.Quote(Path);
        if (now.Type == PathType.Directory)
        {
            var rights = FileRights.Differences(now, Mode, Owner, Group).ToList();
            if (rights.Count > 0 && facts.IsUnsettled(Path))
                return new Change(this, rights, $"mkdir -p {word}\n" + FileRights.Script(PathInfo.Missing, Mode, Owner, Group, word)) { Touches = [Path] };
            return rights.Count == 0 ? null : new Change(this, rights, FileRights.Script(now, Mode, Owner, Group, word)) { Touches = [Path] };
        }

        var difference = now.Exists
            ? new Difference("type", now.Type.ToString().ToLowerInvariant(), "directory")
            : new Difference("new", null, $"{FileRights.Octal(Mode)} {Owner}:{Group}");
        // A file in its place may be somebody's data: it must go by somebody's hand.
        var script = (now.Type is PathType.File or PathType.Other ? $"echo {Sh.Quote($"{Path} is no directory; move it away first")}; exit 1\n" : now.Exists ? $"rm -f {word}\n" : "") +
            Making(facts, word);
        return new Change(this, [difference], script) { Touches = [Path], Unsettles = now.Type == PathType.Link ? [Path] : [] };
    }

    // One that an earlier change makes on its way, or a package brings, has its own owner and mode by then.
    private string Making(HostFacts facts, string word) => facts.IsChanging(Path) || !facts.AreRightsKnown(Path)
        ? $"mkdir -p {word}\n" + FileRights.Script(PathInfo.Missing, Mode, Owner, Group, word)
        : (Mode == Plain ? $"mkdir -p {word}\n" : $"mkdir -p -m 0{FileRights.Octal(Mode)} {word}\n") + (Owner == "root" && Group == "root" ? "" : $"chown -h {Sh.Quote($"{Owner}:{Group}")} {word}\n");
}
