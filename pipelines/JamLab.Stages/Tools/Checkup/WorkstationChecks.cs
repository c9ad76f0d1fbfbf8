using JamLab.Inventory.Model;

namespace JamLab.Stages.Tools.Checkup;

/// <summary>What the facts about this computer mean for building and running a lab on it.</summary>
internal static class WorkstationChecks
{
    /// <summary>A template, its base and the overlays of a small lab (measured: 3 GiB) with room to grow.</summary>
    private static readonly ByteSize EnoughDisk = ByteSize.FromGiB(10);

    /// <summary>Two machines of 1 GiB, or one while Packer builds.</summary>
    private static readonly ByteSize EnoughMemory = ByteSize.FromGiB(3);

    public static IReadOnlyList<CheckRow> Judge(WorkstationFacts facts, string cache, string state)
    {
        List<CheckRow> rows =
        [
            new("cores", $"{facts.Cores}", facts.Cores > 1 ? "" : "with one core, machines start one after the other"),
            new("free memory", facts is { FreeMemory: { } free, Memory: { } all } ? $"{Rough(free)} of {Rough(all)}" : "unknown",
                facts.FreeMemory < EnoughMemory ? $"less than {EnoughMemory} is little for more than one machine" : ""),
            Disk("free disk, cache", facts.FreeInCache, $"{cache}: remove old templates with CleanTemplates, or set JAMLAB_CACHE to another disk"),
            Disk("free disk, machines", facts.FreeInState, $"{state}: machines' disks grow there"),
        ];
        if (!facts.IsLinux)
            return rows;
        rows.AddRange(
        [
            new("root", facts.IsRoot ? "yes" : "no", facts.IsRoot ? "" : "nspawn and apt-get need root; qemu does not"),
            new("cgroup v2", facts.CgroupV2 ? "yes" : "no",
                facts.CgroupV2 ? "" : "nspawn needs it for images with systemd 256 or newer (Debian 13): boot with systemd.unified_cgroup_hierarchy=1"),
            Nspawn("overlayfs", facts.Overlay, "a kernel with CONFIG_OVERLAY_FS"),
            Nspawn("loop devices", facts.Loop, "`modprobe loop`"),
            Nspawn("tun", facts.Tun, "`modprobe tun`"),
            new("user namespaces", facts.UserNamespaces ? "yes" : "no",
                facts.UserNamespaces || facts.IsRoot ? "" : "mmdebstrap without root needs them: `sysctl kernel.unprivileged_userns_clone=1` (Debian), `kernel.apparmor_restrict_unprivileged_userns=0` (Ubuntu)"),
        ]);
        return rows;
    }

    private static CheckRow Disk(string name, ByteSize? free, string advice) =>
        new(name, free is { } known ? Rough(known) : "unknown", free < EnoughDisk ? $"less than {EnoughDisk} in {advice}" : "");

    private static CheckRow Nspawn(string name, bool there, string advice) =>
        new(name, there ? "yes" : "no", there ? "" : $"nspawn needs it: {advice}");

    private static string Rough(ByteSize size) => size.GiB >= 10 ? $"{size.GiB} GiB" : $"{size.Bytes / (double)(1L << 30):0.0} GiB";
}
