using System.IO.Enumeration;
using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>
/// One package of apt or dnf: installed without what it merely recommends, and without removing another (that must be said: a package with <see cref="Absent"/> before it).
/// Configuration files that are there already are kept. Several that need nothing special install faster as <see cref="Packages"/>.
/// </summary>
public sealed record Package(string PackageName) : Resource
{
    /// <summary>The only versions that will do, as a shell pattern with the epoch if there is one: <c>1.8.*</c>. apt also keeps upgrades within it (pinned with priority 1001, so an older one replaces a newer one). Null for any.</summary>
    public string? Version { get; init; }

    /// <summary>Whether it is kept as it is when everything is upgraded; null when that is nobody's matter.</summary>
    public bool? Hold { get; init; }

    /// <summary>Removed; its configuration files stay.</summary>
    public bool Absent { get; init; }

    /// <summary>A .deb or .rpm on the host to install instead of what the sources offer, with its dependencies from the sources. Another version in the file replaces the installed one; the same version is left alone.</summary>
    public string? FromFile { get; init; }

    public override string Name => $"package {PackageName}";

    /// <summary>A path for <see cref="Unit.RestartOn"/> that changes when the package is installed or upgraded (apt).</summary>
    public string Mark => PackageScripts.Mark(PackageName);

    public override IEnumerable<Fact> Facts =>
        [Installed, .. Pin.Facts, .. FromFile is null ? [] : new Fact[] { new PackageFileFact(FromFile) }];

    private PackageFact Installed => new(PackageName);

    // apt ignores files here whose names hold anything else.
    private File Pin => new($"/etc/apt/preferences.d/jamlab-{string.Concat(PackageName.Select(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '.' ? one : '_'))}",
        $"Package: {PackageName}\nPin: version {Version}\nPin-Priority: 1001\n");

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(Installed);
        if (Absent)
            return Parts.Combine(this, now.IsInstalled ? Change(facts, "version", now.Version, "removed", PackageScripts.Remove(facts, PackageName)) with { Interrupts = true } : null, Unpinned(facts));
        var install = Install(facts, now);
        return Parts.Combine(this, Version is null ? Unpinned(facts) : Pinned(facts), install, Held(facts, now, install is not null));
    }

    private Change? Install(HostFacts facts, PackageInfo now)
    {
        var wanted = Version;
        if (FromFile is not null)
        {
            var inFile = facts.Get(new PackageFileFact(FromFile)).Version;
            if (!facts.IsChanging(FromFile) && (inFile is null ? now.IsInstalled : inFile == now.Version))
                return null;
            wanted = facts.IsChanging(FromFile) || inFile is null ? $"as in {FromFile}" : inFile;
        }
        else if (now.IsInstalled ? Version is null || FileSystemName.MatchesSimpleExpression(Version, now.Version, ignoreCase: false) : Version is null && facts.IsChanging(Mark))
        {
            return null;
        }

        var script = FromFile is null ? PackageScripts.Install(facts, (PackageName, Version)) : PackageScripts.Install(facts, (FromFile, null));
        return Change(facts, "version", now.Version ?? "not installed", wanted ?? "installed", script) with { BringsPackages = true, Interrupts = now.IsInstalled };
    }

    // Installing another version takes a hold away.
    private Change? Held(HostFacts facts, PackageInfo now, bool isInstalling) =>
        Hold is { } hold && (hold != now.IsHeld || (hold && isInstalling))
            ? Change(facts, "hold", now.IsHeld ? "held" : "not held", hold ? "held" : "not held", PackageScripts.Hold(facts, PackageName, hold))
            : null;

    private Change? Pinned(HostFacts facts) => PackageScripts.IsDnf(facts) ? null : Parts.Diff(Pin, "pin", facts);

    private Change? Unpinned(HostFacts facts) =>
        facts.Get(new PathFact(Pin.Path)).Exists ? new Change(this, [new Difference("pin", "pinned", "not pinned")], $"rm -f {Sh.Quote(Pin.Path)}\n") { Touches = [Pin.Path] } : null;

    private Change Change(HostFacts facts, string what, string? now, string wanted, string script) =>
        new(this, [new Difference(what, now, wanted)], script) { Touches = [Mark], Functions = PackageScripts.Functions(facts) };
}
