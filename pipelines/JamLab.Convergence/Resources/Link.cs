using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>A symbolic link with this target, exactly as written and whether it exists or not. It takes the place of a file, another link or an empty directory.</summary>
public sealed record Link(string Path, string Target) : Resource
{
    public string Path { get; } = HostPath.Check(Path);

    public string Target { get; } = Target.Length > 0 && !Target.Any(char.IsControl) ? Target : throw new ArgumentException($"'{Target}' is no target for a link");

    public override string Name => $"link {Path}";

    public override IEnumerable<Fact> Facts => [new PathFact(Path)];

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(new PathFact(Path));
        if (now.Type == PathType.Link && now.Target == Target)
            return null;
        var differences = new List<Difference>();
        if (now.Type is not (PathType.Link or PathType.Missing))
            differences.Add(new Difference("type", now.Type.ToString().ToLowerInvariant(), "link"));
        differences.Add(new Difference("target", now.Target, Target));
        // -n: an old link to a directory is replaced, not filled.
        var script = (now.Type == PathType.Directory ? $"rmdir {Sh.Quote(Path)}\n" : "") + $"ln -sfn {Sh.Quote(Target)} {Sh.Quote(Path)}\n";
        return new Change(this, differences, script) { Touches = [Path], Unsettles = [Path] };
    }
}
