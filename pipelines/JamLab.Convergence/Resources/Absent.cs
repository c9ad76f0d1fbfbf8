using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>Nothing at this path: a file, a link (never what it leads to) or an empty directory goes, with <see cref="Recursive"/> a full one too.</summary>
public sealed record Absent(string Path) : Resource
{
    // Without these, and what merged-/usr systems have as links to them, a machine is gone.
    private static readonly HashSet<string> Vital = new(StringComparer.Ordinal)
    {
        "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib32", "/lib64", "/libx32", "/media", "/mnt", "/opt", "/proc", "/root", "/run", "/sbin", "/srv", "/sys", "/tmp", "/usr", "/var",
        "/etc/ssh", "/etc/systemd", "/usr/bin", "/usr/lib", "/usr/lib64", "/usr/local", "/usr/sbin", "/usr/share", "/var/cache", "/var/lib", "/var/log", "/var/tmp",
    };

    public string Path { get; } = IsVital(HostPath.Check(Path)) ? throw new ArgumentException($"'{Path}' is a part of every system: it is not removed") : Path;

    /// <summary>Whether a directory goes with all that is in it; refused where something is mounted in it.</summary>
    public bool Recursive { get; init; }

    public override string Name => $"absent {Path}";

    public override IEnumerable<Fact> Facts => [new PathFact(Path)];

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(new PathFact(Path));
        if (!now.Exists)
            return null;
        var difference = new Difference("exists", now.Type == PathType.Link ? $"link to {now.Target}" : now.Type.ToString().ToLowerInvariant(), "absent");
        return new Change(this, [difference], Script(now.Type, Sh.Quote(Path))) { Touches = [Path], Unsettles = [Path] };
    }

    // Anything but a directory is unlinked, never followed. /proc/mounts writes a blank as \040, which printf turns back.
    private string Script(PathType type, string word) => (type, Recursive) switch
    {
        (not PathType.Directory, _) => $"rm -f {word}\n",
        (_, false) => $"rmdir {word}\n",
        _ => $"""
            while read -r j_device j_mount j_rest; do
            case "$(printf '%b' "$j_mount")/" in {word}/*) echo "something is mounted on $j_mount; unmount it first"; exit 1;; esac
            done < /proc/mounts
            rm -rf {word}

            """,
    };

    private static bool IsVital(string path) => Vital.Contains(path) || path.StartsWith("/proc/", StringComparison.Ordinal) || path.StartsWith("/sys/", StringComparison.Ordinal) || path.StartsWith("/dev/", StringComparison.Ordinal);
}
