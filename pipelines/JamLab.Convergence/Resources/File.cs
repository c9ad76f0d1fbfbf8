using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>A regular file with this content; it is replaced as a whole, by a rename, and only after <see cref="Validate"/> accepted the new one. Its directory must exist.</summary>
public sealed record File(string Path, HostText Content) : Resource
{
    public string Path { get; } = HostPath.Check(Path);

    /// <summary>Permission bits, 0644 unless given; 0600 for content with secrets.</summary>
    public int Mode { get; init; } = Content.IsSecret ? 0b110_000_000 : 0b110_100_100;

    public string Owner { get; init; } = "root";

    /// <summary>The owning group; root unless given.</summary>
    public string Group { get; init; } = "root";

    /// <summary>A command that checks the new file before it takes the place of the old one; <c>$file</c> is its path: <c>sshd -t -f "$file"</c>.</summary>
    public string? Validate { get; init; }

    /// <summary>For files that a mistake in locks out (sshd, network): shell that makes the host use the file, run when it changed and when it is taken back unconfirmed.</summary>
    public string? GuardedBy { get; init; }

    public override string Name => $"file {Path}";

    public override IEnumerable<Fact> Facts => [new PathFact(Path), Held];

    private ContentFact Held => new(Path, Content.IsSecret ? "" : Content.Sha256);

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(new PathFact(Path));
        var held = facts.Get(Held);
        var planned = facts.Planned(Path);
        var differences = new List<Difference>();
        var isSame = now.Type == PathType.File && (planned?.Sha256 ?? held.Sha256) == Content.Sha256;
        if (now.Type is not (PathType.File or PathType.Missing))
            differences.Add(new Difference("type", now.Type.ToString().ToLowerInvariant(), "file"));
        if (!isSame)
            differences.Add(ContentDifference(now, held));
        if (now.Type == PathType.File)
            differences.AddRange(FileRights.Differences(now, Mode, Owner, Group));
        if (differences.Count == 0)
            return null;
        if (isSame && !facts.IsUnsettled(Path))
            return new Change(this, differences, FileRights.Script(now, Mode, Owner, Group, Sh.Quote(Path))) { Touches = [Path] };
        var change = new Change(this, differences, new HostText(Replace(now), Content.IsSecret)) { Writes = new Dictionary<string, HostText> { [Path] = Content } };
        return GuardedBy is null ? change : change with { Undo = Undo(), Interrupts = true };
    }

    private Difference ContentDifference(PathInfo now, ContentInfo held)
    {
        if (Content.IsSecret)
            return new Difference("content", null, now.Type == PathType.Missing ? "new, not shown since it holds secrets" : "changed, not shown since it holds secrets");
        if (now.Type == PathType.Missing)
            return Content.IsText ? new Difference("content") { Text = UnifiedDiff.Between("", Content.Reveal()) } : new Difference("content", null, Content.ToString());
        return Content.IsText && held.Text is { } text
            ? new Difference("content") { Text = UnifiedDiff.Between(text, Content.Reveal()) }
            : new Difference("content", held.Sha256 is null ? null : $"sha256 {held.Sha256[..12]}", $"sha256 {Content.Sha256[..12]}");
    }

    private string Replace(PathInfo now)
    {
        var script = $"file={Sh.Quote(HostPath.Temporary(Path))}\n";
        if (now.Type == PathType.Directory)
            script += $"rmdir {Sh.Quote(Path)}\n";
        var (before, after) = FileRights.Making(Mode, Owner, Group, "\"$file\"");
        script += $"j_fresh\n{before}{Sh.Write(Content, "\"$file\"")}{after}";
        if (Validate is not null)
            script += $"if ! {{ {Validate}\n}}; then rm -f \"$file\"; echo 'the new file was refused; the old one is still in place'; exit 1; fi\n";
        if (GuardedBy is not null)
            script += $"rm -f {Undone} {NothingBefore}\nif [ -e {Sh.Quote(Path)} ]; then cp -p {Sh.Quote(Path)} {Undone}; else : > {NothingBefore}; fi\n";
        script += $"mv -f \"$file\" {Sh.Quote(Path)}\n";
        return GuardedBy is null ? script : script + GuardedBy + "\n";
    }

    private string Undone => Sh.Quote(HostPath.Temporary(Path, "jamlab.undo"));

    private string NothingBefore => Sh.Quote(HostPath.Temporary(Path, "jamlab.undo-none"));

    // Only what this change left behind says that there is something to take back: it may never have been reached.
    private string Undo() =>
        $"""
        if [ "$j_keep" = 1 ]; then rm -f {Undone} {NothingBefore}
        elif [ -e {Undone} ]; then mv -f {Undone} {Sh.Quote(Path)}; {GuardedBy}
        elif [ -e {NothingBefore} ]; then rm -f {NothingBefore} {Sh.Quote(Path)}; {GuardedBy}
        fi
        """;
}
