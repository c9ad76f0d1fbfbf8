using System.Globalization;
using JamLab.Inventory.Model;
using JamLab.Stages.Processes;

namespace JamLab.Stages.Templates;

/// <summary>A whole-disk ext4 with a Debian root, its kernel and initrd beside it. No loop device, and no root where user namespaces are allowed.</summary>
internal sealed class DebianDisk(TemplateTools tools, ProcessRunner runner)
{
    public async Task<BaseDisk> MakeAsync(DebianBase debian, ByteSize size, string work, CancellationToken cancellation)
    {
        var disk = new BaseDisk(Path.Combine(work, "base.raw"), Path.Combine(work, TemplateArtifact.KernelName), Path.Combine(work, TemplateArtifact.InitrdName));
        // mmdebstrap's own default folder is /tmp, which may be small or in memory; and all of a build's files lie in one place.
        var temporary = Directory.CreateDirectory(Path.Combine(work, "tmp")).FullName;
        // Others than the owner must pass through it: in a user namespace _apt is another user.
        File.SetUnixFileMode(temporary, (UnixFileMode)0b111_111_111 | UnixFileMode.StickyBit);

        List<string> arguments =
        [
            "--variant=minbase", "--format=null", "--quiet",
            "--include=" + string.Join(',', debian.Packages),
            // The disk is thrown away if this ends early: nothing needs to reach the platter in order.
            "--dpkgopt=force-unsafe-io",
            "--dpkgopt=path-exclude=/usr/share/man/*", "--dpkgopt=path-exclude=/usr/share/locale/*",
            "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-include=/usr/share/doc/*/copyright",
            "--aptopt=Acquire::Languages \"none\"", "--aptopt=Acquire::Retries \"3\"", "--aptopt=APT::Install-Recommends \"false\"",
        ];
        foreach (var (hook, script) in new[] { ("essential", "before-packages.sh"), ("customize", "after-packages.sh") })
        {
            if (Path.Combine(work, "bootstrap", script) is var path && File.Exists(path))
                arguments.Add($"--{hook}-hook={path}");
        }

        arguments.Add("--customize-hook=" + DiskHook(disk, size));
        arguments.Add(debian.Release);
        arguments.Add("/dev/null");
        if (debian.Mirror is { } mirror)
            arguments.Add(mirror.ToString());

        await runner.RunAsync(new ToolCommand(tools.Mmdebstrap, arguments)
        {
            WorkingDirectory = work,
            Environment = new Dictionary<string, JamLab.Inventory.Secret> { ["TMPDIR"] = new(temporary) },
        }, cancellation).ConfigureAwait(false);
        Directory.Delete(temporary, recursive: true);
        return disk;
    }

    // Runs as the root's own "root", so that owners are right. What is mounted inside (/proc, /dev) does not belong on the disk:
    // a plain bind shows the root without it.
    private string DiskHook(BaseDisk disk, ByteSize size) => string.Create(CultureInfo.InvariantCulture, $$"""
        set -eu
        rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/archives/*.deb "$1"/var/cache/apt/*.bin
        cp "$(readlink -f "$1"/boot/vmlinuz-*)" '{{disk.Kernel}}'
        cp "$(readlink -f "$1"/boot/initrd.img-*)" '{{disk.Initrd}}'
        truncate -s {{size.Bytes}} '{{disk.Disk}}'
        mkdir "$1.bound"
        unshare --mount sh -c 'mount --bind "$1" "$1.bound" && exec "$2" -q -F -t ext4 -L root -E lazy_itable_init=1,lazy_journal_init=1,nodiscard -d "$1.bound" "$3"' \
          sh "$1" '{{tools.Mke2fs}}' '{{disk.Disk}}'
        rmdir "$1.bound"
        """);
}

/// <summary>What Packer boots; without a kernel the disk has a boot loader.</summary>
internal sealed record BaseDisk(string Disk, string? Kernel, string? Initrd);
