using JamLab.Stages.Processes;
using JamLab.Stages.State;
using JamLab.Stages.Templates;
using Serilog;
using Serilog.Core;

namespace JamLab.Tests.Machines.Templates;

/// <summary>This repository's images and the user's own cache: a template is built once, however many tests use it.</summary>
internal static class Lab
{
    public static string Root { get; } = FindRoot();

    public static LabPaths Paths { get; } = LabPaths.For(Root, "local", Environment.GetEnvironmentVariable);

    public static TemplateTools Tools { get; } = new(
        Find("packer"), "1.6.6", Find("qemu-system-x86_64"), Find("qemu-img"), "7.2", Find("mmdebstrap"), Find("mke2fs"), "tcg");

    public static TemplateStage Stage(LabPaths paths, ILogger? log = null) => new(paths, Tools, log ?? Logger.None, TimeProvider.System);

    public static async Task<TemplateArtifact> TemplateAsync(string image, CancellationToken cancellation) =>
        (await Stage(Paths).ApplyAsync(TemplateStage.Plan(Paths, [image]), cancellation))[0];

    public static string Find(string program) => Programs.Find(program) ?? throw new InvalidOperationException($"{program} is not installed");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "JamLab.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
