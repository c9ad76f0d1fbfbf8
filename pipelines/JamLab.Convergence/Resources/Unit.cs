using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>
/// A unit of systemd: its files, whether it starts with the host and whether it runs now. It comes behind what it runs and the files it names.
/// It restarts when such a file changes in this run, and also when the file is newer than the unit's start: a run that was cut off in between is made up for by the next.
/// A unit whose own conditions keep it from this host (a clock daemon in a container) counts as running once systemd has tried.
/// </summary>
public sealed partial record Unit(string UnitName) : Resource
{
    private static readonly string[] Types = [".service", ".socket", ".timer", ".path", ".mount", ".automount", ".swap", ".target", ".slice", ".scope", ".device"];

    /// <summary>The unit's full name; <c>.service</c> is added to one without a type.</summary>
    public string UnitName { get; } = Check(UnitName);

    /// <summary>Whether it starts with the host; null leaves that as it is.</summary>
    public bool? Enabled { get; init; } = true;

    /// <summary>Whether it runs now; null leaves that as it is, but for a restart of one that runs.</summary>
    public bool? Running { get; init; } = true;

    /// <summary>Made unable to start, stopped and not enabled, whatever else is said.</summary>
    public bool Masked { get; init; }

    /// <summary>Files, or directories for anything in them to two levels, whose change restarts it if it runs. Its own unit file and drop-ins are always among them.</summary>
    public IReadOnlyList<string> RestartOn { get; init; } = [];

    /// <summary>The same for a reload; a restart makes it needless.</summary>
    public IReadOnlyList<string> ReloadOn { get; init; } = [];

    /// <summary>The whole unit file, kept in /etc/systemd/system; null when a package brings it.</summary>
    public HostText? UnitFile { get; init; }

    /// <summary>Additions to the unit: file name without <c>.conf</c>, and text.</summary>
    public IReadOnlyDictionary<string, HostText> DropIns { get; init; } = new Dictionary<string, HostText>();

    /// <summary>Stopped, and what /etc/systemd/system has of it removed.</summary>
    public bool Absent { get; init; }

    public override string Name => $"unit {UnitName}";

    public override IEnumerable<Fact> Facts =>
    [
        .. IsTemplate ? [] : new Fact[] { new UnitFact(UnitName) },
        .. Absent ? new[] { Path, DropInFolder }.Select(path => new PathFact(path)) : Files.SelectMany(file => file.Facts),
        .. Absent || IsTemplate ? [] : RestartPaths.Concat(ReloadOn).Distinct().Select(path => new NewestFact(path)),
    ];

    // foo@.service is no unit but what units are made of: systemd cannot be asked about it.
    private bool IsTemplate => UnitName.Contains("@.", StringComparison.Ordinal);

    // All but those that end by themselves and are then nothing to systemd.
    private bool Stays => UnitFile is not null && DropIns.Count == 0 &&
        UnitFile.Reveal().Split('\n') is var lines && (!lines.Contains("Type=oneshot") || lines.Contains("RemainAfterExit=yes"));

    private string Path => $"/etc/systemd/system/{UnitName}";

    private string DropInFolder => $"{Path}.d";

    private List<string> OwnPaths => [.. UnitFile is null ? [] : new[] { Path }, .. DropIns.Count == 0 ? [] : new[] { DropInFolder }];

    private IEnumerable<string> RestartPaths => OwnPaths.Concat(RestartOn);

    private IEnumerable<Resource> Files =>
    [
        .. UnitFile is null ? [] : new Resource[] { new File(Path, UnitFile) },
        .. DropIns.Count == 0 ? [] : new Resource[] { new Directory(DropInFolder) },
        .. DropIns.Select(one => new File($"{DropInFolder}/{one.Key}.conf", one.Value)),
    ];

    public override Change? Diff(HostFacts facts)
    {
        if (Absent)
            return Removal(facts);
        var files = Parts.Combine(this, Files.Select(file => Parts.Diff(file, file.Name, facts)));
        return IsTemplate ? files : new UnitDiff(this, facts, files).Change();
    }

    private Change? Removal(HostFacts facts)
    {
        var there = new[] { Path, DropInFolder }.Where(path => facts.Get(new PathFact(path)).Exists).ToList();
        if (there.Count == 0)
            return null;
        var now = IsTemplate ? null : facts.Get(new UnitFact(UnitName));
        var word = Sh.Quote(UnitName);
        var stop = now is null || !now.Exists ? "" : $"systemctl stop -- {word}\nsystemctl -q disable -- {word} 2>/dev/null || :\n";
        return new Change(this, [.. there.Select(path => new Difference(path, "there", "removed"))], $"{stop}rm -rf {Sh.Words(there)}\nsystemctl daemon-reload\n")
        {
            Touches = there,
            Interrupts = now?.IsUp == true,
        };
    }

    private static string Check(string name)
    {
        var full = Types.Any(type => name.EndsWith(type, StringComparison.Ordinal)) ? name : $"{name}.service";
        return full.All(one => char.IsAsciiLetterOrDigit(one) || one is ':' or '-' or '_' or '.' or '@') && full[0] is not ('-' or '.')
            ? full
            : throw new ArgumentException($"'{name}' is no name of a unit");
    }
}
