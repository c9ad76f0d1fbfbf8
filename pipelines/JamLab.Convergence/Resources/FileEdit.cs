using System.Text;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>
/// A part of a text file that others own too. The edit is made here, on the content that the host told, and refused by the host if the file is another one by then.
/// A link is followed; owner and mode stay; a missing file is made with 0644 root:root, unless packages of the same run may bring it: then the edit waits for them.
/// </summary>
public abstract record FileEdit(string Path) : Resource
{
    public string Path { get; } = HostPath.Check(Path);

    /// <summary>Whether the part shall not be there.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>A command that checks the new file before it takes the place of the old one; <c>$file</c> is its path: <c>visudo -c -f "$file"</c>.</summary>
    public string? Validate { get; init; }

    public override IEnumerable<Fact> Facts => [new PathFact(Path), Held];

    /// <summary>Whether the part holds a secret, so that no difference shows it.</summary>
    protected abstract bool IsSecret { get; }

    private ContentFact Held => new(Path, null);

    /// <summary>The whole text as it should be; equal to <paramref name="text"/> when nothing differs.</summary>
    protected abstract string Edited(string text);

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(new PathFact(Path));
        var held = facts.Get(Held);
        if (facts.Planned(Path) is not { } planned)
        {
            if (facts.IsUnsettled(Path) || (held.Sha256 is null && facts.PackagesAreChanging && !IsAbsent))
                return Change.Deferred(this, "waits for what brings its file");
            if (held is { Sha256: not null, Bytes: null })
                throw new HostFailedException($"{Path} has more than 256 KiB: {Name} is not possible", "manage it as a whole, as a file");
            planned = null;
        }

        var before = planned?.Bytes.ToArray() ?? held.Bytes;
        var (text, encoding) = Decode(before ?? []);
        var edited = Edited(text);
        if (edited == text)
            return null;
        var isSecret = IsSecret || planned?.IsSecret == true;
        var content = HostText.FromBytes(encoding.GetBytes(edited), isSecret);
        var difference = isSecret ? new Difference("content", null, "changed, not shown since it holds secrets") : new Difference("content") { Text = UnifiedDiff.Between(text, edited) };
        // What this very run wrote before needs no proof that nobody else did meanwhile.
        var expected = planned is not null ? null : before is null ? "" : HostText.FromBytes(before).Sha256;
        return new Change(this, [difference], new HostText(Replace(now, expected, content, keepsRights: before is not null && !(facts.AreRightsKnown(Path) && IsPlain(now))), isSecret))
        {
            Writes = new Dictionary<string, HostText> { [Path] = content },
            KeepsRights = true,
        };
    }

    // readlink -f is not the same everywhere for a link to what is not there yet.
    private const string Follow = """
        j_left=40
        while [ -L "$j_path" ]; do
        j_target=$(readlink "$j_path")
        case $j_target in /*) j_path=$j_target;; *) j_path=${j_path%/*}/$j_target;; esac
        j_left=$((j_left-1)); if [ "$j_left" -eq 0 ]; then echo 'too many links'; exit 1; fi
        done

        """;

    /// <param name="now">What is at the path.</param>
    /// <param name="expected">SHA-256 of what must be there; empty for nothing, null for whatever is.</param>
    /// <param name="content">The new text.</param>
    /// <param name="keepsRights">Whether the file that is there has an owner and mode other than a new one would get.</param>
    private string Replace(PathInfo now, string? expected, HostText content, bool keepsRights)
    {
        var script = new StringBuilder($"j_path={Sh.Quote(Path)}\n");
        if (now.Type == PathType.Link)
            script.Append(Follow);
        script.Append("file=${j_path%/*}/.${j_path##*/}.jamlab\nj_fresh\n");
        var stale = $"echo {Sh.Quote($"{Path} was changed by something else meanwhile")}; exit 1";
        if (expected is "")
            script.Append($"if [ -e \"$j_path\" ]; then {stale}; fi\n");
        else if (expected is not null)
            script.Append($"case $(sha256sum < \"$j_path\") in {expected}*) ;; *) {stale};; esac\n");
        if (keepsRights)
            script.Append("cp -p \"$j_path\" \"$file\"\n");
        script.Append(Sh.Write(content, "\"$file\""));
        if (Validate is not null)
            script.Append($"if ! {{ {Validate}\n}}; then rm -f \"$file\"; echo 'the new file was refused; the old one is still in place'; exit 1; fi\n");
        return script.Append("mv -f \"$file\" \"$j_path\"\n").ToString();
    }

    private static bool IsPlain(PathInfo now) => now is { Type: PathType.File or PathType.Missing, Owner: "root", Group: "root", Mode: 0b110_100_100 };

    // What is not UTF-8 must still come out as it went in.
    private static (string Text, Encoding Encoding) Decode(byte[] bytes)
    {
        try
        {
            var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
            return (strict.GetString(bytes), strict);
        }
        catch (ArgumentException)
        {
            return (Encoding.Latin1.GetString(bytes), Encoding.Latin1);
        }
    }
}
