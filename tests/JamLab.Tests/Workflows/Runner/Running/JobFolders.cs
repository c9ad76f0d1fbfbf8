using System.Diagnostics;
using JamLab.Tests.Workflows.Runner.Steps;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>The folders of one runner: the same paths for each job that it gets, emptied before.</summary>
internal sealed class JobFolders
{
    public JobFolders(string workFolder, int slot, string repository)
    {
        var name = repository.Split('/')[^1];
        var root = Path.Combine(Path.GetFullPath(workFolder), $"{slot}");
        RunnerWorkspace = Path.Combine(root, name);
        Workspace = Path.Combine(RunnerWorkspace, name);
        Temp = Path.Combine(root, "_temp");
        ToolCache = Path.Combine(Path.GetFullPath(workFolder), "_tool");
        Remove(Workspace, Temp);
        foreach (var folder in new[] { Workspace, Temp, ToolCache })
            Directory.CreateDirectory(folder);
    }

    public string RunnerWorkspace { get; }

    public string Workspace { get; }

    public string Temp { get; }

    public string ToolCache { get; }

    public string Home { get; } = Environment.GetEnvironmentVariable("HOME") ?? "/root";

    public string NewFile(string kind)
    {
        var folder = Path.Combine(Temp, "_runner_file_commands");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{kind}_{Guid.NewGuid():N}");
        File.WriteAllText(file, "");
        return file;
    }

    // Machines of a lab may still be mounted in there: what lies on another file system is not touched.
    private static void Remove(params string[] folders)
    {
        using var process = Process.Start(new ProcessStartInfo("rm", ["-rf", "--one-file-system", "--", .. folders]) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new StepFailedException($"the runner's folders could not be emptied: {errors.Trim()}");
    }
}
