using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>A file of this computer as it is, for what is too large for a <see cref="File"/>. Only hosts that lack it get it, and it takes its place only when it arrived whole.</summary>
public sealed record Upload(LocalFile Source, string Path) : Resource
{
    public string Path { get; } = HostPath.Check(Path);

    /// <summary>Permission bits, 0644 unless given.</summary>
    public int Mode { get; init; } = 0b110_100_100;

    public string Owner { get; init; } = "root";

    /// <summary>The owning group; root unless given.</summary>
    public string Group { get; init; } = "root";

    public override string Name => $"upload {Path}";

    public override IEnumerable<Fact> Facts => [new PathFact(Path), Held];

    private ContentFact Held => new(Path, "");

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(new PathFact(Path));
        var held = facts.Get(Held);
        var isSame = now.Type == PathType.File && held.Sha256 == Source.Sha256 && facts.Planned(Path) is null;
        var differences = new List<Difference>();
        if (!isSame)
            differences.Add(new Difference("sha256", held.Sha256?[..12], $"{Source.Sha256[..12]} of {System.IO.Path.GetFileName(Source.Path)}"));
        if (now.Type == PathType.File)
            differences.AddRange(FileRights.Differences(now, Mode, Owner, Group));
        if (differences.Count == 0)
            return null;
        return isSame
            ? new Change(this, differences, FileRights.Script(now, Mode, Owner, Group, Sh.Quote(Path))) { Touches = [Path] }
            : new Change(this, differences, Replace()) { Touches = [Path], Sends = [new SentFile(Source, Arrived)] };
    }

    private string Arrived => HostPath.Temporary(Path, "jamlab-sent");

    private string Replace() =>
        $"""
        file={Sh.Quote(Arrived)}
        case $(sha256sum < "$file") in {Source.Sha256}*) ;; *) rm -f "$file"; echo 'it did not arrive as it was sent'; exit 1;; esac
        {FileRights.Script(PathInfo.Missing, Mode, Owner, Group, "\"$file\"")}mv -f "$file" {Sh.Quote(Path)}

        """;
}
