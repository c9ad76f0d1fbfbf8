using JamLab.Stages.Processes;
using JamLab.Stages.State;
using JamLab.Stages.Templates;
using JamLab.Stages.Tools;
using Serilog;
using Serilog.Core;

namespace JamLab.Tests.Machines.Templates;

/// <summary>This repository's images and the user's own cache: a template is built once, however many tests use it.</summary>
internal static class Lab
{
    private static readonly Lazy<Task<TemplateTools>> Tools = new(FindToolsAsync);

    public static string Root { get; } = FindRoot();

    public static LabPaths Paths { get; } = LabPaths.For(Root, "local", Environment.GetEnvironmentVariable);

    /// <summary>As the targets find them, with what was probed to run guests.</summary>
    public static Task<TemplateTools> ToolsAsync() => Tools.Value;

    public static async Task<TemplateStage> StageAsync(LabPaths paths) => new(paths, await ToolsAsync(), Logger.None, TimeProvider.System);

    public static async Task<TemplateArtifact> TemplateAsync(string image, CancellationToken cancellation) =>
        (await (await StageAsync(Paths)).ApplyAsync(TemplateStage.Plan(Paths, [image]), cancellation))[0];

    private static async Task<TemplateTools> FindToolsAsync()
    {
        var here = Workstation.Current(Environment.GetEnvironmentVariable);
        var runner = new ProcessRunner(Logger.None);
        var tools = await new Toolbox(Paths, here, runner, Logger.None, TimeProvider.System, new ToolboxOptions(InstallTools.Never)).ResolveAsync(ToolNeeds.BuildTemplates, CancellationToken.None);
        using var probe = new AcceleratorProbe(Paths, here, runner, Logger.None);
        var accelerator = await probe.ProbeAsync(tools[ToolCatalog.Qemu].Path, CancellationToken.None);
        return new TemplateTools(
            tools[ToolCatalog.Packer].Path, tools[ToolCatalog.Packer].Version!.ToString(),
            tools[ToolCatalog.Qemu].Path, tools[ToolCatalog.QemuImg].Path, tools[ToolCatalog.Qemu].Version!.ToString(),
            tools[ToolCatalog.Mmdebstrap].Path, tools[ToolCatalog.Mke2fs].Path, accelerator.Name);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "JamLab.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
