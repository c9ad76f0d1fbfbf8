using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>A directory for files to lie in, made with its parents as 0755 root:root where it is missing; one that is there, or a link to one, keeps its rights.</summary>
public sealed record ParentDirectory(string Path) : Resource
{
    public string Path { get; } = HostPath.Check(Path);

    public override string Name => $"parent directory {Path}";

    public override IEnumerable<Fact> Facts => [new PathFact(Path)];

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(new PathFact(Path));
        // What an earlier change makes here, it makes with the rights that it wants.
        if (now.Type is PathType.Directory or PathType.Link || facts.IsChanging(Path))
            return null;
        return now.Exists
            ? new Change(this, [new Difference("type", now.Type.ToString().ToLowerInvariant(), "directory")], $"echo {Sh.Quote($"{Path} is no directory; move it away first")}; exit 1\n")
            : new Change(this, [new Difference("new", null, "0755 root:root")], $"mkdir -p {Sh.Quote(Path)}\n") { Touches = [Path] };
    }
}
