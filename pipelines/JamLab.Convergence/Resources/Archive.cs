using System.Security.Cryptography;
using System.Text;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>
/// What is in an archive (.tar, compressed or not, .zip, .deb), unpacked into the directory <paramref name="To"/>, which must exist; <paramref name="Source"/> is an http or https address that the host fetches, or a file on the host.
/// Files are replaced one by one, also running programs; those of an older version that the new one lacks stay. A stamp in the directory tells the next run that it is done.
/// </summary>
public sealed record Archive(string Source, string Sha256, string To) : Resource
{
    public string Source { get; } = ArchiveFormat.Check(Fetch.Address(Source)?.AbsoluteUri ?? HostPath.Check(Source));

    public string Sha256 { get; } = Fetch.Hash(Sha256);

    public string To { get; } = HostPath.Check(To);

    /// <summary>Files and directories to take, as the archive names them; all when empty.</summary>
    public IReadOnlyList<string> Members { get; init => field = [.. value.Select(CheckedMember)]; } = [];

    /// <summary>How many leading directories names lose on the way.</summary>
    public int Strip { get; init; }

    /// <summary>Owner of what is unpacked.</summary>
    public string Owner { get; init; } = "root";

    /// <summary>Group of what is unpacked; root unless given.</summary>
    public string Group { get; init; } = "root";

    /// <summary>Tells archives apart that are unpacked whole into the same directory.</summary>
    public string Part { get; init; } = "";

    /// <summary>HTTP headers, such as <c>Authorization</c>.</summary>
    public IReadOnlyDictionary<string, HostText> Headers { get; init => field = RequestHeaders.Checked(value); } = new Dictionary<string, HostText>();

    public override string Name => $"archive in {To}{(Part.Length > 0 ? $" ({Part})" : Members.Count > 0 ? $" ({string.Join(", ", Members)})" : "")}";

    public override IEnumerable<Fact> Facts => [new PathFact(To), Stamped, .. Unpacked.Select(path => new PathFact(path))];

    private string Slot => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Part}\n{Strip}\n{string.Join('\n', Members)}")))[..8];

    private string StampFile => $"{To.TrimEnd('/')}/.jamlab-archive-{Slot}";

    private HostText Stamp => $"{Sha256} {Owner}:{Group}\n";

    private ContentFact Stamped => new(StampFile, Stamp.Sha256);

    private IEnumerable<string> Unpacked => Members.Select(member => $"{To.TrimEnd('/')}/{Stripped(member)}");

    public override Change? Diff(HostFacts facts)
    {
        var held = facts.Get(Stamped);
        var lost = Unpacked.Where(path => !facts.Get(new PathFact(path)).Exists).ToList();
        if (held.Sha256 == Stamp.Sha256 && lost.Count == 0)
            return null;
        var difference = held.Sha256 == Stamp.Sha256 ? new Difference("lost", string.Join(", ", lost), "unpacked again") : new Difference("sha256", held.Text?[..12], $"{Sha256[..12]} from {Source}");
        return new Change(this, [difference], new HostText(Script(), Headers.Values.Any(value => value.IsSecret))) { Touches = [StampFile], Unsettles = [To.TrimEnd('/')] };
    }

    // Unpacked aside first: a program that runs cannot be written to, but replaced.
    private string Script()
    {
        // The same name for all: what one that failed left, the next removes.
        var stage = $"{To.TrimEnd('/')}/.jamlab-unpacked";
        var owner = (Owner, Group) is ("root", "root") ? "" : $"chown -Rh {Sh.Quote($"{Owner}:{Group}")} \"$j_stage\"\n";
        return $"""
            j_to={Sh.Quote(To.TrimEnd('/'))}/
            j_stage={Sh.Quote(stage)}
            {Get()}rm -rf "$j_stage"
            mkdir -m 0700 "$j_stage"
            {ArchiveFormat.Unpack(Source, Members)}{owner}(
            {(Members.Count > 0 ? CopyMembers() : CopyAll())})
            rm -rf "$j_stage"{(Fetch.Address(Source) is null ? "" : " \"$file\"")}
            {Sh.Write(Stamp, Sh.Quote(StampFile))}
            """;
    }

    private string Get() => Fetch.Address(Source) is { } url
        ? $"file=$j_to.{Sha256[..12]}.jamlab\n{Fetch.Script(url, Sha256, Headers)}"
        : $"file={Sh.Quote(Source)}\ncase $(sha256sum < \"$file\") in {Sha256}*) ;; *) echo \"$file has another hash than\" {Sha256}; exit 1;; esac\n";

    private string CopyAll()
    {
        var depth = string.Concat(Enumerable.Repeat("*/", Strip));
        return $"""
            set --
            for j_one in "$j_stage"/{depth}* "$j_stage"/{depth}.[!.]*; do
            if [ -e "$j_one" ] || [ -L "$j_one" ]; then set -- "$@" "$j_one"; fi
            done
            if [ $# -eq 0 ]; then rm -rf "$j_stage"; echo 'nothing in the archive is so deep'; exit 1; fi
            {Copy("\"$@\"", "\"$j_to\"")}
            """;
    }

    private string CopyMembers()
    {
        var text = new StringBuilder();
        foreach (var member in Members)
        {
            if (HostPath.Parent("/" + Stripped(member)) is not "/" and var parent)
                text.Append($"mkdir -p \"$j_to\"{Sh.Quote(parent)}\n");
            text.Append(Copy($"\"$j_stage\"/{Sh.Quote(member)}", $"\"$j_to\"{Sh.Quote(HostPath.Parent("/" + Stripped(member)))}"));
        }

        return text.ToString();
    }

    // BusyBox's cp does not know the option; its -f does the same, except that it writes through links.
    private static string Copy(string what, string where) => $"cp -a --remove-destination {what} {where} 2>/dev/null || cp -af {what} {where}\n";

    private string Stripped(string member) => member.Split('/').Skip(Strip).ToArray() is { Length: > 0 } left
        ? string.Join('/', left)
        : throw new ArgumentException($"nothing is left of '{member}' without {Strip} directories");

    private static string CheckedMember(string member) => member is ['-', ..] ? throw new ArgumentException($"'{member}' would be an option to the unpacker") : HostPath.Check("/" + member)[1..];
}
