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
        foreach (var folder in new[] { Workspace, Temp })
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }

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
}
