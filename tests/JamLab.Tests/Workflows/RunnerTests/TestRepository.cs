using System.Diagnostics;
using JamLab.Tests.Workflows.Runner;

namespace JamLab.Tests.Workflows.RunnerTests;

/// <summary>A git repository in a temporary folder, with workflows that a test writes and a runner that runs them.</summary>
public sealed class TestRepository : IDisposable
{
    private const string Commit40 = "0123456789abcdef0123456789abcdef01234567";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("jamlab-runner-");

    public TestRepository(string? workflow = null, params (string Path, string Content)[] files)
    {
        Git("init", "--quiet", "--initial-branch", "main");
        if (workflow is not null)
            Write(".github/workflows/w.yml", workflow);
        foreach (var (path, content) in files)
            Write(path, content);
        Commit();
        Options = new RunnerOptions(Folder, Path.Combine(_root.FullName, "work"));
    }

    public string Folder => Path.Combine(_root.FullName, "repository");

    public RunnerOptions Options { get; set; }

    public WorkflowRunner Runner => field ??= new WorkflowRunner(Options);

    public Task<WorkflowRun> RunAsync(WorkflowEvent? @event = null) => Runner.RunAsync("w.yml", @event ?? Options.Event);

    /// <summary>Runs a workflow with one job of the given steps and returns the job.</summary>
    public static async Task<JobRun> StepsAsync(string steps, Func<RunnerOptions, RunnerOptions>? change = null, params (string Path, string Content)[] files)
    {
        using var repository = new TestRepository($"on: push\njobs:\n  a:\n    runs-on: lab\n    steps:\n{Indent(steps, 6)}\n", files);
        if (change is not null)
            repository.Options = change(repository.Options);
        return (await repository.RunAsync()).Job("a");
    }

    public static string Indent(string text, int by) => string.Join('\n', text.Split('\n').Select(x => new string(' ', by) + x));

    /// <summary>Writes a file; <c>@pinned</c> becomes a full commit hash.</summary>
    public void Write(string path, string content)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content.Replace("@pinned", "@" + Commit40, StringComparison.Ordinal));
    }

    public void Commit()
    {
        Git("add", "--all");
        Git("-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "--quiet", "--allow-empty", "--message", "files");
    }

    public string Git(params string[] arguments)
    {
        Directory.CreateDirectory(Folder);
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {process.ExitCode}");
    }

    public void Dispose() => _root.Delete(recursive: true);
}
