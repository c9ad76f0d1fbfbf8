using JamLab.Convergence.Facts;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>A file system at a directory, now and after each start (a line of /etc/fstab). The directory is made; what differs in the options is set by mounting again.</summary>
/// <param name="Path">The directory.</param>
/// <param name="Source">A device, <c>UUID=...</c>, <c>nas0:/export</c>, a directory for <c>bind</c>, or any word for <c>tmpfs</c>.</param>
/// <param name="Type">As mount(8) takes it: <c>ext4</c>, <c>nfs</c>, <c>tmpfs</c>; <c>bind</c> for a directory seen at a second place.</param>
public sealed record Mount(string Path, string Source, string Type) : Resource
{
    private static readonly string[] Flags = ["ro", "nosuid", "nodev", "noexec", "noatime"];

    public string Path { get; } = HostPath.Check(Path);

    /// <summary>As fstab(5) takes them; one with <c>noauto</c> is not mounted now either.</summary>
    public string Options { get; init; } = "defaults";

    /// <summary>When it is checked at the start of the host: 0 never, 1 first, 2 after that.</summary>
    public int Pass { get; init; }

    /// <summary>Unmounted and taken out of /etc/fstab; the directory stays.</summary>
    public bool Absent { get; init; }

    public override string Name => $"mount {Path}";

    public override IEnumerable<Fact> Facts => [MountsFact.Instance, .. Line.Facts];

    private bool IsBind => Type == "bind";

    private FstabLine Line => new(Path, $"{Escaped(Source)} {Escaped(Path)} {(IsBind ? "none" : Type)} {(IsBind ? Options == "defaults" ? "bind" : $"bind,{Options}" : Options)} 0 {Pass}") { IsAbsent = Absent };

    public override Change? Diff(HostFacts facts)
    {
        var now = facts.Get(MountsFact.Instance).ByPath.GetValueOrDefault(Path);
        var line = Parts.Diff(Line, "fstab", facts);
        if (Absent)
            return Parts.Combine(this, now is null ? null : Change("mounted", now.Source, "not mounted", $"umount {Word}\n") with { Interrupts = true }, Reread(line));
        return Parts.Combine(this, Reread(line), Mounting(now, line is not null));
    }

    private string Word => Sh.Quote(Path);

    private Change? Mounting(MountInfo? now, bool lineChanges)
    {
        var options = Options.Split(',');
        if (options.Contains("noauto"))
            return null;
        if (now is null)
            return Change("mounted", null, Source, $"mkdir -p {Word}\nmount {Word}\n");
        if (!IsSame(now))
            return Change("mounted", $"{now.Source} ({now.Type})", $"{Source} ({Type})", $"umount {Word}\nmount {Word}\n") with { Interrupts = true };
        var differ = Flags.Where(flag => options.Contains(flag) && !now.Options.Contains(flag)).Concat(now.Options.Contains("ro") && !options.Contains("ro") ? ["rw"] : Array.Empty<string>()).ToList();
        if (!lineChanges && differ.Count == 0)
            return null;
        // A second place, and NFS for most of its options, cannot be changed while it is mounted.
        var again = IsBind || Type.StartsWith("nfs", StringComparison.Ordinal);
        return Change("options", string.Join(',', now.Options), Options, again ? $"umount {Word}\nmount {Word}\n" : $"mount -o remount {Word}\n") with { Interrupts = again };
    }

    // What fstab calls by label or link the kernel knows by its device: then nothing can be said.
    private bool IsSame(MountInfo now)
    {
        if (IsBind)
            return now.Root == "/" || Source.EndsWith(now.Root, StringComparison.Ordinal);
        var sameType = Type == "auto" || now.Type == Type || (Type == "nfs" && now.Type == "nfs4") || now.Type.StartsWith("fuse", StringComparison.Ordinal);
        return sameType && (Source == now.Source || Source.Contains('=', StringComparison.Ordinal) || Source.StartsWith("/dev/", StringComparison.Ordinal) && !Plain(Source));
    }

    private static bool Plain(string device) => device.Count(one => one == '/') == 2;

    // systemd made units of the old lines.
    private static Change? Reread(Change? line) =>
        line is null || line.IsDeferred ? line : line with { Script = new HostText(line.Script.Reveal().TrimEnd('\n') + "\nif [ -d /run/systemd/system ]; then systemctl daemon-reload; fi\n") };

    private Change Change(string what, string? now, string wanted, string script) => new(this, [new Difference(what, now, wanted)], script) { Touches = [Path], Unsettles = [Path] };

    private static string Escaped(string text) => text.Replace(" ", "\\040", StringComparison.Ordinal).Replace("#", "\\043", StringComparison.Ordinal);

    /// <summary>The one line of /etc/fstab for a directory.</summary>
    private sealed record FstabLine(string MountPath, string Text) : FileEdit("/etc/fstab")
    {
        public override string Name => $"fstab {MountPath}";

        protected override bool IsSecret => false;

        protected override string Edited(string text)
        {
            var lines = TextLines.Of(text);
            var index = lines.FindIndex(IsOurs);
            if (index >= 0 && !IsAbsent && index == lines.FindLastIndex(IsOurs) && Words(lines[index]).SequenceEqual(Words(Text)))
                return text;
            var changed = lines.RemoveAll(IsOurs);
            if (IsAbsent)
                return changed ? lines.ToString() : text;
            lines.Replace(index < 0 ? lines.Count : index, 0, [Text]);
            return lines.ToString();
        }

        private bool IsOurs(string line) => Words(line) is [var first, var second, ..] && first[0] != '#' && second == Escaped(MountPath);

        private static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }
}
