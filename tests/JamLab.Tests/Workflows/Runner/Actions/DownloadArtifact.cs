using JamLab.Tests.Workflows.Runner.Files;
using JamLab.Tests.Workflows.Runner.Steps;

namespace JamLab.Tests.Workflows.Runner.Actions;

/// <summary><c>actions/download-artifact</c> v4: one by its name into the folder; several into a folder each, or merged.</summary>
internal static class DownloadArtifact
{
    public static Task RunAsync(ActionCall call, CancellationToken ct)
    {
        call.Expect("name", "pattern", "path", "merge-multiple", "github-token", "repository", "run-id");
        var run = call.Job.Run;
        if (call.Input("run-id", run.RunId) != run.RunId || call.Input("repository", run.Options.Repository) != run.Options.Repository)
            throw new StepFailedException("this runner has the artifacts of its own run only");
        var path = call.Input("path", ".");
        var folder = Path.GetFullPath(Path.Combine(call.Workspace, path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? call.Home + path[1..] : path));
        Directory.CreateDirectory(folder);
        call.SetOutput("download-path", folder);
        if (call.Input("name") is { Length: > 0 } name)
        {
            var single = run.Artifacts.All.GetValueOrDefault(name)
                ?? throw new StepFailedException($"Unable to download artifact(s): Artifact not found for name: {name}. Please ensure that your artifact is not expired and the artifact was uploaded using a compatible version of toolkit/upload-artifact.");
            Copy(single, folder);
            call.Log($"Downloaded artifact {name}");
            return Task.CompletedTask;
        }

        var wanted = run.Artifacts.All.Where(x => call.Input("pattern") is not { Length: > 0 } pattern || FilterPattern.IsName(pattern, x.Key)).OrderBy(x => x.Key, StringComparer.Ordinal).ToList();
        foreach (var (found, source) in wanted)
            Copy(source, call.Flag("merge-multiple", false) ? folder : Path.Combine(folder, found));
        call.Log($"Total of {wanted.Count} artifact(s) downloaded");
        return Task.CompletedTask;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
