using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>A file that the host fetches itself over http or https, and that takes its place only when its SHA-256 (hexadecimal) is right. Needs curl, wget or apt on the host.</summary>
public sealed record Download(string Url, string Sha256, string Path) : Resource
{
    public string Url { get; } = Fetch.Address(Url)?.AbsoluteUri ?? throw new ArgumentException($"'{Url}' is no address to download from: http or https, secrets in headers");

    public string Sha256 { get; } = Fetch.Hash(Sha256);

    public string Path { get; } = HostPath.Check(Path);

    /// <summary>Permission bits, 0644 unless given.</summary>
    public int Mode { get; init; } = 0b110_100_100;

    public string Owner { get; init; } = "root";

    /// <summary>The owning group; root unless given.</summary>
    public string Group { get; init; } = "root";

    /// <summary>HTTP headers, such as <c>Authorization</c>.</summary>
    public IReadOnlyDictionary<string, HostText> Headers { get; init => field = RequestHeaders.Checked(value); } = new Dictionary<string, HostText>();

    public override string Name => $"download {Path}";

    public override IEnumerable<Fact> Facts => [new PathFact(Path), Held];

    private ContentFact Held => new(Path, "");

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(new PathFact(Path));
        var held = facts.Get(Held);
        var isSame = now.Type == PathType.File && held.Sha256 == Sha256 && facts.Planned(Path) is null;
        var differences = new List<Difference>();
        if (now.Type is not (PathType.File or PathType.Missing))
            differences.Add(new Difference("type", now.Type.ToString().ToLowerInvariant(), "file"));
        if (!isSame)
            differences.Add(new Difference("sha256", held.Sha256?[..12], $"{Sha256[..12]} from {Url}"));
        if (now.Type == PathType.File)
            differences.AddRange(FileRights.Differences(now, Mode, Owner, Group));
        if (differences.Count == 0)
            return null;
        var script = isSame && !facts.IsUnsettled(Path) ? FileRights.Script(now, Mode, Owner, Group, Sh.Quote(Path)) : Replace(now);
        return new Change(this, differences, new HostText(script, Headers.Values.Any(value => value.IsSecret))) { Touches = [Path] };
    }

    // The hash in the name keeps the half of one version from being continued with another's.
    private string Replace(PathInfo now) =>
        (now.Type == PathType.Directory ? $"rmdir {Sh.Quote(Path)}\n" : "") +
        $"file={Sh.Quote(HostPath.Temporary(Path, $"{Sha256[..12]}.jamlab"))}\n" +
        Fetch.Script(new Uri(Url), Sha256, Headers) +
        FileRights.Script(PathInfo.Missing, Mode, Owner, Group, "\"$file\"") +
        $"mv -f \"$file\" {Sh.Quote(Path)}\n";
}
