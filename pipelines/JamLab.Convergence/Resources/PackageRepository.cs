using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>
/// A source of packages: a deb822 file under /etc/apt/sources.list.d with its key beside it in /etc/apt/keyrings, or a .repo file under /etc/yum.repos.d.
/// Packages that come after it in the same run see what it offers.
/// </summary>
/// <param name="RepositoryName">File name without its ending: <c>hashicorp</c>.</param>
/// <param name="Address">The repository's URL; for dnf its <c>baseurl</c>, in which dnf fills in its own variables.</param>
public sealed record PackageRepository(string RepositoryName, string Address) : Resource
{
    /// <summary>The file's name, checked: apt ignores files whose names hold anything but letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</summary>
    public string RepositoryName { get; } = RepositoryName.Length > 0 && RepositoryName.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_')
        ? RepositoryName
        : throw new ArgumentException($"'{RepositoryName}' is no name for a repository: letters, digits, - and _ only");

    /// <summary>apt only; the host's codename unless given. One that ends in a slash is the exact path of a flat repository, without components.</summary>
    public string? Suite { get; init; }

    /// <summary>apt only.</summary>
    public IReadOnlyList<string> Components { get; init; } = ["main"];

    /// <summary>apt only; the host's own unless given.</summary>
    public IReadOnlyList<string> Architectures { get; init; } = [];

    /// <summary>The key that signs it, as armored text; no other key is believed for it.</summary>
    public string? Key { get; init; }

    /// <summary>Where the host fetches the armored key when <see cref="Key"/> is not given; needs <see cref="KeySha256"/>.</summary>
    public string? KeyAddress { get; init; }

    /// <summary>SHA-256 of what is at <see cref="KeyAddress"/>, in hexadecimal.</summary>
    public string? KeySha256 { get; init; }

    /// <summary>Believed without a signature; for a folder on the host itself.</summary>
    public bool Trusted { get; init; }

    /// <summary>Removed, with its key.</summary>
    public bool Absent { get; init; }

    public override string Name => $"package repository {RepositoryName}";

    public override IEnumerable<Fact> Facts =>
    [
        .. new[] { AptFile, AptKey, DnfFile, DnfKey }.Select(path => new PathFact(path)),
        .. Absent ? [] : new Fact[] { new ContentFact(AptFile, null), new ContentFact(DnfFile, null), new ContentFact(AptKey, WantedKey), new ContentFact(DnfKey, WantedKey) },
    ];

    private string AptFile => $"/etc/apt/sources.list.d/{RepositoryName}.sources";

    private string AptKey => $"/etc/apt/keyrings/{RepositoryName}.asc";

    private string DnfFile => $"/etc/yum.repos.d/{RepositoryName}.repo";

    private string DnfKey => $"/etc/pki/rpm-gpg/RPM-GPG-KEY-{RepositoryName}";

    private string WantedKey => Key is null ? KeySha256?.ToLowerInvariant() ?? "" : new HostText(Key).Sha256;

    public override Change? Diff(HostFacts facts)
    {
        if (!Absent && !Trusted && Key is null && (KeyAddress is null || KeySha256 is null))
            throw new ArgumentException($"{Name} needs a key: its text, or its address and SHA-256");
        var (file, key) = facts.System.PackageManager == "dnf" ? (DnfFile, DnfKey) : (AptFile, AptKey);
        if (Absent)
            return Parts.Combine(this, Gone(facts, file), Gone(facts, key));
        return Parts.Combine(this, Trusted ? Gone(facts, key) : KeyChange(facts, key), FileChange(facts, file));
    }

    private Change? Gone(HostFacts facts, string path) =>
        facts.Get(new PathFact(path)).Exists ? new Change(this, [new Difference(path, "there", "removed")], $"rm -f {Sh.Quote(path)}\n") { Touches = [path] } : null;

    private Change? KeyChange(HostFacts facts, string path)
    {
        var held = facts.Get(new ContentFact(path, WantedKey));
        if (held.Sha256 == WantedKey && facts.Get(new PathFact(path)).Type == PathType.File)
            return Rights(facts, path);
        var script = $"mkdir -p {HostPath.Parent(path)}\n" + (Key is not null
            ? Sh.Write(Key, $"{Sh.Quote(path)}.jamlab")
            // apt's own helper checks the hash before the file is there.
            : $$"""
              rm -f {{Sh.Quote(path)}}.jamlab
              if [ -x /usr/lib/apt/apt-helper ]; then /usr/lib/apt/apt-helper download-file {{Sh.Quote(KeyAddress!)}} {{Sh.Quote(path)}}.jamlab SHA256:{{WantedKey}}
              else curl -fsSL --retry 3 -o {{Sh.Quote(path)}}.jamlab {{Sh.Quote(KeyAddress!)}}; echo '{{WantedKey}}  {{path}}.jamlab' | sha256sum -c; fi

              """) + $"chmod 0644 {Sh.Quote(path)}.jamlab\nmv -f {Sh.Quote(path)}.jamlab {Sh.Quote(path)}\n";
        return new Change(this, [new Difference("key", held.Sha256 is null ? null : $"sha256 {held.Sha256[..12]}", $"sha256 {WantedKey[..12]}")], script) { Touches = [path] };
    }

    private Change? FileChange(HostFacts facts, string path)
    {
        var text = path == DnfFile ? Repo() : Sources(facts.System);
        var held = facts.Get(new ContentFact(path, null));
        if (held.Text == text)
            return Rights(facts, path);
        var script = $"mkdir -p {HostPath.Parent(path)}\n{Sh.Write(text, $"{Sh.Quote(path)}.jamlab")}chmod 0644 {Sh.Quote(path)}.jamlab\nmv -f {Sh.Quote(path)}.jamlab {Sh.Quote(path)}\n";
        return new Change(this, [new Difference(path) { Text = UnifiedDiff.Between(held.Text ?? "", text) }], script) { Writes = new Dictionary<string, HostText> { [path] = text } };
    }

    // Who may write here installs what he likes.
    private Change? Rights(HostFacts facts, string path)
    {
        var now = facts.Get(new PathFact(path));
        var differences = FileRights.Differences(now, 0b110_100_100, "root", "root").Select(one => one with { What = $"{path}: {one.What}" }).ToList();
        return differences.Count == 0 ? null : new Change(this, differences, FileRights.Script(now, 0b110_100_100, "root", "root", Sh.Quote(path))) { Touches = [path] };
    }

    private string Sources(SystemInfo system)
    {
        var suite = Suite ?? system.Codename;
        var text = $"Types: deb\nURIs: {Address}\nSuites: {suite}\n";
        if (!suite.EndsWith('/'))
            text += $"Components: {string.Join(' ', Components)}\n";
        if (Architectures.Count > 0)
            text += $"Architectures: {string.Join(' ', Architectures)}\n";
        return text + (Trusted ? "Trusted: yes\n" : $"Signed-By: {AptKey}\n");
    }

    private string Repo() =>
        $"[{RepositoryName}]\nname={RepositoryName}\nbaseurl={Address}\nenabled=1\n" + (Trusted ? "gpgcheck=0\n" : $"gpgcheck=1\ngpgkey=file://{DnfKey}\n");
}
