using System.Security.Cryptography;
using JamLab.Stages.Processes;
using JamLab.Stages.State;
using JamLab.Stages.Templates;
using Serilog.Core;

namespace JamLab.Tests.Machines.Templates;

/// <summary>A repository of its own whose one image is a cloud image at a file:// address, made from Debian 12's template.</summary>
internal sealed class CloudLab : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("jamlab-cloud-").FullName;

    public async Task<TemplateArtifact> BuildAsync(CancellationToken cancellation)
    {
        var runner = new ProcessRunner(Logger.None);
        var disk = Path.Combine(_root, "published.qcow2");
        var script = Path.Combine(Lab.Root, "tests/JamLab.Tests.Machines/Templates/cloud-image.sh");
        await runner.RunAsync(new ToolCommand(Programs.Find("bash")!, script, (await Lab.TemplateAsync("debian-12", cancellation)).Folder, disk), cancellation);

        var paths = new LabPaths(_root, "local", Path.Combine(_root, "cache"));
        await runner.RunAsync(new ToolCommand(Programs.Find("cp")!, "-r", Lab.Paths.Images, paths.Images), cancellation);
        var sha512 = Convert.ToHexStringLower(SHA512.HashData(await File.ReadAllBytesAsync(disk, cancellation)));
        var image = Directory.CreateDirectory(Path.Combine(paths.Images, "cloud")).FullName;
        await File.WriteAllTextAsync(Path.Combine(image, ImageDefinition.FileName), $"""
            include: [_debian, _cloud]
            disk: 3GiB
            cloud_image:
              url: file://{disk}
              sha512: {sha512}
            """, cancellation);
        return (await (await Lab.StageAsync(paths)).ApplyAsync(TemplateStage.Plan(paths, ["cloud"]), cancellation))[0];
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
