using JamLab.Tests.Workflows.Runner.Steps;

namespace JamLab.Tests.Workflows.Runner.Actions;

/// <summary><c>actions/checkout</c>: the repository's commits, never its working tree; pushing works only with credentials and <c>contents: write</c>.</summary>
internal static class Checkout
{
    public static async Task RunAsync(ActionCall call, CancellationToken ct)
    {
        call.Expect("repository", "ref", "token", "path", "clean", "fetch-depth", "fetch-tags", "persist-credentials", "show-progress", "submodules", "lfs", "set-safe-directory");
        var run = call.Job.Run;
        if (call.Input("repository", run.Options.Repository) is var repository && repository != run.Options.Repository)
            throw new StepFailedException($"this runner has no repository '{repository}'");
        if (call.Job.Permissions["contents"] == "none")
            throw new StepFailedException($"repository '{repository}' not found: the job's token lacks 'contents: read'");
        if (call.Flag("submodules", false) || call.Flag("lfs", false))
            throw new StepFailedException("this runner does neither submodules nor LFS");

        var folder = Path.GetFullPath(Path.Combine(call.Workspace, call.Input("path", ".")));
        Directory.CreateDirectory(folder);
        await PrepareAsync(call, folder, ct);
        await FetchAsync(call, folder, ct);
        if (!call.Flag("persist-credentials", true) || call.Job.Permissions["contents"] != "write")
            await call.CheckAsync(["git", "config", "remote.origin.pushurl", "/dev/null/no-credentials-to-push"], ct, folder);
        call.After("Post actions/checkout", false, (_, _) => Task.CompletedTask);
    }

    private static async Task PrepareAsync(ActionCall call, string folder, CancellationToken ct)
    {
        var origin = "file://" + Path.GetFullPath(call.Job.Run.Options.RepositoryFolder);
        if (Directory.Exists(Path.Combine(folder, ".git")))
        {
            if (call.Flag("clean", true))
            {
                await call.CheckAsync(["git", "clean", "-ffdx"], ct, folder);
                await call.CheckAsync(["git", "reset", "--quiet", "--hard"], ct, folder);
            }

            return;
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }

        await call.CheckAsync(["git", "init", "--quiet", "--initial-branch", "main", folder], ct);
        await call.CheckAsync(["git", "remote", "add", "origin", origin], ct, folder);
    }

    private static async Task FetchAsync(ActionCall call, string folder, CancellationToken ct)
    {
        var run = call.Job.Run;
        var given = call.Input("ref");
        var depth = call.Input("fetch-depth", "1");
        string[] fetch =
        [
            "git", "-c", "protocol.version=2", "fetch", "--quiet", "--force", "--prune", "--upload-pack", "git -c uploadpack.allowAnySHA1InWant=true -c safe.directory=* upload-pack",
            .. call.Flag("fetch-tags", false) || depth == "0" ? Array.Empty<string>() : ["--no-tags"], .. depth == "0" ? Array.Empty<string>() : ["--depth", depth], "origin",
        ];
        // Without `ref`, the commit of the event, on its branch where it has one.
        var branch = given.Length == 0 && run.Event.Ref.StartsWith("refs/heads/", StringComparison.Ordinal) ? run.Event.RefName : null;
        if (given.Length > 0 && !IsCommit(given) && await call.RunAsync(["git", "ls-remote", "--quiet", "--exit-code", "--heads", "origin", given.Replace("refs/heads/", "", StringComparison.Ordinal)], ct, folder) == 0)
            branch = given.Replace("refs/heads/", "", StringComparison.Ordinal);
        var source = given.Length == 0 ? run.Sha : branch is null ? given : $"refs/heads/{branch}";
        var target = branch is null ? "refs/remotes/origin/checked-out" : $"refs/remotes/origin/{branch}";
        if (depth == "0")
            await call.CheckAsync([.. fetch, "+refs/heads/*:refs/remotes/origin/*"], ct, folder);
        await call.CheckAsync([.. fetch, $"+{source}:{target}"], ct, folder);
        await call.CheckAsync(branch is null ? ["git", "checkout", "--quiet", "--force", "--detach", target] : ["git", "checkout", "--quiet", "--force", "-B", branch, target], ct, folder);
        await call.CheckAsync(["git", "log", "-1", "--format=%H"], ct, folder);
        call.SetOutput("ref", given.Length == 0 ? run.Event.Ref : given);
        call.SetOutput("commit", IsCommit(given) ? given : run.Sha);
    }

    private static bool IsCommit(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigit);
}
