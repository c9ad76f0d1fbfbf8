using System.Buffers;
using JamLab.Tests.Workflows.Runner.Files;
using JamLab.Tests.Workflows.Runner.Steps;

namespace JamLab.Tests.Workflows.Runner.Actions;

/// <summary><c>actions/upload-artifact</c> v4: a name once in a run, paths below their least common folder, no hidden files unless asked for, and no file modes.</summary>
internal static class UploadArtifact
{
    private static readonly SearchValues<char> NotInPaths = SearchValues.Create("\":<>|*?\r\n");
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("\":<>|*?\r\n\\/");
    private const int MostDays = 90;

    public static Task RunAsync(ActionCall call, CancellationToken ct)
    {
        call.Expect("name", "path", "if-no-files-found", "retention-days", "compression-level", "overwrite", "include-hidden-files");
        var name = call.Input("name", "artifact");
        if (name.AsSpan().IndexOfAny(NotInNames) >= 0)
            throw new StepFailedException($"The artifact name is not valid: {name}. It contains one of \" : < > | * ? \\ / or a line break");
        if (!int.TryParse(call.Input("retention-days", "0"), out var days) || days is < 0 or > MostDays)
            throw new StepFailedException($"Invalid retention-days: '{call.Input("retention-days")}' is not between 1 and {MostDays}");
        var path = call.Input("path");
        if (path.Length == 0)
            throw new StepFailedException("Input required and not supplied: path");
        var glob = new Glob(path, call.Workspace, call.Home);
        var files = glob.Find(call.Flag("include-hidden-files", false));
        if (files.Count == 0)
            Missing(call, path);
        else
            Upload(call, name, files, Root(glob, files));
        return Task.CompletedTask;
    }

    private static void Missing(ActionCall call, string path)
    {
        var message = $"No files were found with the provided path: {path}. No artifacts will be uploaded.";
        switch (call.Input("if-no-files-found", "warn"))
        {
            case "warn":
                call.Log($"::warning::{message.Replace("\n", "%0A", StringComparison.Ordinal)}");
                break;
            case "error":
                throw new StepFailedException(message);
            case "ignore":
                call.Log(message);
                break;
            case var other:
                throw new StepFailedException($"Unrecognized if-no-files-found input. Provided: {other}. Available options: warn, error, ignore");
        }
    }

    // With several search paths the folder that they share; a single file lies at the top.
    private static string Root(Glob glob, IReadOnlyList<string> files)
    {
        var paths = glob.SearchPaths;
        if (paths.Count == 1)
            return files.Count == 1 && files[0] == paths[0] ? Path.GetDirectoryName(files[0])! : paths[0];
        var common = paths[0].Split('/');
        foreach (var other in paths.Skip(1).Select(x => x.Split('/')))
            common = [.. common.Zip(other).TakeWhile(x => x.First == x.Second).Select(x => x.First)];
        return common.Length < 2 ? "/" : string.Join('/', common);
    }

    private static void Upload(ActionCall call, string name, IReadOnlyList<string> files, string root)
    {
        if (files.Select(x => Path.GetRelativePath(root, x)).FirstOrDefault(x => x.AsSpan().IndexOfAny(NotInPaths) >= 0) is { } bad)
            throw new StepFailedException($"The path for one of the files in artifact is not valid: /{bad}. It contains one of \" : < > | * ? or a line break");
        var folder = call.Job.Run.Artifacts.Create(name, call.Flag("overwrite", false))
            ?? throw new StepFailedException("Failed to CreateArtifact: Received non-retryable error: Failed request: (409) Conflict: an artifact with this name already exists on the workflow run");
        foreach (var file in files)
        {
            var target = Path.Combine(folder, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (var source = File.OpenRead(file))
            using (var copy = File.Create(target))
                source.CopyTo(copy);
            File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        call.Log($"Artifact {name} has been successfully uploaded: {files.Count} file(s)");
        var id = call.Job.Run.Artifacts.Id(name);
        call.SetOutput("artifact-id", id);
        call.SetOutput("artifact-url", $"{call.Job.Run.Options.ServerUrl}/{call.Job.Run.Options.Repository}/actions/runs/{call.Job.Run.Number}/artifacts/{id}");
    }
}
