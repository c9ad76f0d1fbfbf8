using System.Security.Cryptography;
using System.Text.Json;
using JamLab.Inventory.Model;
using JamLab.Stages.Processes;
using JamLab.Stages.State;
using Serilog;

namespace JamLab.Stages.Templates;

/// <summary>Makes one template from its image, in a folder that nobody else uses meanwhile.</summary>
internal sealed class TemplateBuild(LabPaths paths, TemplateTools tools, BuildFolder folder, ILogger log, TimeProvider time)
{
    private readonly ProcessRunner _runner = new(log, folder.Records);

    public async Task<TemplateArtifact> RunAsync(ImageDefinition image, TemplateFingerprint fingerprint, CancellationToken cancellation)
    {
        var phases = new BuildPhases(image.Name, log, time);
        folder.Create();
        CopyFiles(image);

        BaseDisk? disk = null;
        await phases.RunAsync("base disk", image.Debian is { } release ? $"bootstrapping Debian {release.Release}" : $"fetching {image.Cloud!.Url}", async () =>
            disk = image.Debian is { } debian
                ? await new DebianDisk(tools, _runner).MakeAsync(debian, image.Disk, folder.Work, cancellation).ConfigureAwait(false)
                : await FetchAsync(image, image.Cloud!, cancellation).ConfigureAwait(false)).ConfigureAwait(false);

        var variables = Variables(image, disk!);
        await phases.RunAsync("packer", $"booting it with {tools.Accelerator} to run the scripts", () =>
            new PackerRun(tools, _runner).BuildAsync(folder.Work, variables, cancellation)).ConfigureAwait(false);
        await phases.RunAsync("finish", "writing the template", () => FinishAsync(disk!, variables, cancellation)).ConfigureAwait(false);

        var manifest = await ManifestAsync(image, fingerprint, variables.PackagesFile, phases.Seconds, cancellation).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(folder.Product, TemplateManifest.FileName), manifest.ToJson(), cancellation).ConfigureAwait(false);
        folder.Publish();
        return TemplateArtifact.Open(folder.Final) ?? throw new StageException($"the template in {folder.Final} is not what was written");
    }

    private async Task<BaseDisk> FetchAsync(ImageDefinition image, CloudBase cloud, CancellationToken cancellation)
    {
        var disk = await new CloudDownload(paths, time, log).FetchAsync(cloud, cancellation).ConfigureAwait(false);
        var info = await _runner.RunAsync(new ToolCommand(tools.QemuImg, "info", "--output=json", disk), cancellation).ConfigureAwait(false);
        using var json = JsonDocument.Parse(info.Output);
        var size = new ByteSize(json.RootElement.GetProperty("virtual-size").GetInt64());
        // Packer would find out too, after a copy, and speak of shrinking.
        return size <= image.Disk ? new BaseDisk(disk, null, null)
            : throw new StageException($"{cloud.Url} is a disk of {size}, but images/{image.Name}/{ImageDefinition.FileName} says disk: {image.Disk}", $"write disk: {size} or more");
    }

    private void CopyFiles(ImageDefinition image)
    {
        foreach (var (name, path) in image.Files())
        {
            var target = Path.Combine(folder.Work, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    private PackerVariables Variables(ImageDefinition image, BaseDisk disk)
    {
        var key = Path.Combine(folder.Work, "key");
        return new PackerVariables
        {
            BaseDisk = disk.Disk,
            DiskMib = image.Disk.MiB,
            Kernel = disk.Kernel ?? "",
            Initrd = disk.Initrd ?? "",
            KernelCommandLine = image.KernelCommandLine ?? "",
            PrivateKeyFile = key,
            PublicKey = TemporaryKey.Write(key),
            Output = Path.Combine(folder.Work, "packed"),
            SeedFolder = Path.Combine(folder.Work, "seed"),
            SerialLog = Path.Combine(folder.Work, "serial.log"),
            PackagesFile = Path.Combine(folder.Work, "packages"),
            Qemu = tools.QemuSystem,
            Accelerator = tools.Accelerator,
        };
    }

    private async Task FinishAsync(BaseDisk disk, PackerVariables variables, CancellationToken cancellation)
    {
        // Copying leaves out what the scripts deleted. Not compressed: machines read through their overlay, and would unpack at each read.
        await _runner.RunAsync(new ToolCommand(tools.QemuImg, "convert", "-f", "qcow2", "-O", "qcow2",
            Path.Combine(variables.Output, TemplateArtifact.DiskName), Path.Combine(folder.Product, TemplateArtifact.DiskName)), cancellation).ConfigureAwait(false);
        if (disk is not { Kernel: { } kernel, Initrd: { } initrd })
            return;
        File.Move(kernel, Path.Combine(folder.Product, TemplateArtifact.KernelName));
        File.Move(initrd, Path.Combine(folder.Product, TemplateArtifact.InitrdName));
    }

    private async Task<TemplateManifest> ManifestAsync(
        ImageDefinition image, TemplateFingerprint fingerprint, string packagesFile, IReadOnlyDictionary<string, double> seconds, CancellationToken cancellation)
    {
        var files = new SortedDictionary<string, ManifestFile>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder.Product))
        {
            await using var content = File.OpenRead(path);
            files[Path.GetFileName(path)] = new ManifestFile(content.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation).ConfigureAwait(false)));
        }

        var packages = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.Exists(packagesFile) ? await File.ReadAllLinesAsync(packagesFile, cancellation).ConfigureAwait(false) : [])
        {
            if (line.Split(' ') is [var package, var version])
                packages[package] = version;
        }

        return new TemplateManifest
        {
            Schema = TemplateManifest.CurrentSchema,
            Image = image.Name,
            Fingerprint = fingerprint.Value,
            Created = time.GetUtcNow(),
            Seconds = seconds,
            Inputs = fingerprint.Inputs,
            Files = files,
            VirtualSize = image.Disk.Bytes,
            KernelCommandLine = image.Debian is null ? null : image.KernelCommandLine,
            Packages = packages,
            Tools = new Dictionary<string, string> { ["packer"] = tools.PackerVersion, ["qemu"] = tools.QemuVersion, ["accelerator"] = tools.Accelerator },
        };
    }
}
