using JamLab.Stages.Processes;
using JamLab.Stages.Templates;
using Serilog.Core;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Templates;

public sealed class PackerTests : IDisposable
{
    private readonly string _work = Directory.CreateTempSubdirectory("jamlab-packer-").FullName;

    public void Dispose() => Directory.Delete(_work, recursive: true);

    [Theory]
    [InlineData("debian-12")]
    [InlineData("debian-13")]
    public async Task Each_image_is_valid_for_the_Packer_that_is_here(string name)
    {
        var image = ImageDefinition.Load(Lab.Paths.Images, [name])[0];
        foreach (var (file, path) in image.Files())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_work, file))!);
            File.Copy(path, Path.Combine(_work, file));
        }

        var tools = await Lab.ToolsAsync();
        var variables = new PackerVariables
        {
            BaseDisk = Path.Combine(_work, "image.yml"),
            DiskMib = 2048,
            Kernel = "vmlinuz",
            Initrd = "initrd",
            KernelCommandLine = image.KernelCommandLine!,
            PrivateKeyFile = Path.Combine(_work, "key"),
            PublicKey = TemporaryKey.Write(Path.Combine(_work, "key")),
            Output = "out",
            SeedFolder = "seed",
            SerialLog = "serial.log",
            PackagesFile = "packages",
            Qemu = tools.QemuSystem,
            Accelerator = "tcg",
        };
        await File.WriteAllTextAsync(Path.Combine(_work, "build.auto.pkrvars.json"), variables.ToJson(), TestContext.Current.CancellationToken);

        var result = await new ProcessRunner(Logger.None).TryRunAsync(
            new ToolCommand(tools.Packer, "validate", ".") { WorkingDirectory = _work }, TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(0, string.Join('\n', result.LastLines));
    }

    [Theory]
    [InlineData("1.6.6", false)]
    [InlineData("1.7.0", true)]
    [InlineData("1.11.2", true)]
    [InlineData("1.12.0-dev", true)]
    public void Only_Packers_that_need_it_see_the_plugins_file(string version, bool used)
    {
        File.WriteAllText(Path.Combine(_work, "plugins.pkr.hcl.modern"), "packer {}");
        PackerRun.UsePluginsFile(_work, version).ShouldBe(used);
        File.Exists(Path.Combine(_work, "plugins.pkr.hcl")).ShouldBe(used);
    }
}
