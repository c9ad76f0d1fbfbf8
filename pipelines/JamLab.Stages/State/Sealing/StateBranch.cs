using System.Text;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Processes;
using Serilog;

namespace JamLab.Stages.State.Sealing;

/// <summary>
/// An environment's state, sealed, on the branch <c>jamlab-state</c> of the remote <c>origin</c>: for runners that keep nothing. Every change is a
/// commit on top of the one before; a state that somebody else has changed since it was opened is never replaced.
/// </summary>
public sealed class StateBranch(LabPaths paths, Func<string, string?> variable, ILogger log)
{
    /// <summary>The variable with the password.</summary>
    public const string Password = "JAMLAB_STATE_PASSWORD";

    private const string Branch = "refs/heads/jamlab-state";
    private const string Here = "refs/jamlab/state";
    private const int MostTries = 5;

    private string File => $"{paths.Environment}.sealed";

    // Which state this clone has opened, so that nobody else's is replaced.
    private string OpenedRef => $"refs/jamlab/opened/{paths.Environment}";

    /// <summary>Puts the newest state in its place; returns what became of it.</summary>
    public async Task<string> OpenAsync(CancellationToken cancellation)
    {
        var seal = Sealed();
        var blob = await FetchAsync(cancellation).ConfigureAwait(false) is { } head ? await BlobAsync(head, cancellation).ConfigureAwait(false) : null;
        if (blob is null)
        {
            await GitAsync(["update-ref", "-d", OpenedRef], null, cancellation).ConfigureAwait(false);
            return $"there is no state of '{paths.Environment}' yet";
        }

        seal.Open(await GitAsync(["cat-file", "blob", blob], null, cancellation).ConfigureAwait(false), paths.State);
        await GitAsync(["update-ref", OpenedRef, blob], null, cancellation).ConfigureAwait(false);
        return "opened";
    }

    /// <summary>Seals the state and adds it to the branch, unless it is as it was opened; returns what became of it.</summary>
    public async Task<string> SealAsync(CancellationToken cancellation)
    {
        var seal = Sealed();
        if (!Directory.Exists(paths.State))
            return "there is no state to seal";
        var packed = SealedFolder.Pack(paths.State);
        var opened = await MaybeAsync(["rev-parse", "--verify", "--quiet", OpenedRef], cancellation).ConfigureAwait(false);
        if (opened is not null && seal.Opened(await GitAsync(["cat-file", "blob", opened], null, cancellation).ConfigureAwait(false)).AsSpan().SequenceEqual(packed))
            return "nothing to seal";
        var blob = (await GitAsync(["hash-object", "-w", "--stdin"], seal.Seal(packed), cancellation).ConfigureAwait(false)).Trim();
        for (var tries = 0; tries < MostTries; tries++)
        {
            var head = await FetchAsync(cancellation).ConfigureAwait(false);
            var theirs = head is null ? null : await BlobAsync(head, cancellation).ConfigureAwait(false);
            if (theirs != opened)
                throw new StageException($"the state of '{paths.Environment}' on {Branch} was changed since it was opened here", "let one run at a time work on the lab; ./build.sh OpenState takes the newer one, and what this run made has to be found there or removed by hand");
            var commit = await CommitAsync(head, blob, cancellation).ConfigureAwait(false);
            if (await MaybeAsync(["push", "--quiet", "origin", $"{commit}:{Branch}"], cancellation).ConfigureAwait(false) is not null)
            {
                await GitAsync(["update-ref", OpenedRef, blob], null, cancellation).ConfigureAwait(false);
                return "sealed";
            }

            log.Information("Another lab's state was added meanwhile; once more");
        }

        throw new StageException($"the state of '{paths.Environment}' could not be added to {Branch}", "see what git said above; may the token write contents?");
    }

    private SealedFolder Sealed() => variable(Password) is { Length: > 0 } password
        ? new SealedFolder(paths.Environment, new Secret(password))
        : throw new DiagnosticException("JAM0471", $"${Password} is not set, and the state on {Branch} is sealed with it", "set it; at GitHub it is a secret of the environment, which ./build.sh SyncSecrets sets");

    private async Task<string?> FetchAsync(CancellationToken cancellation)
    {
        if ((await GitAsync(["ls-remote", "origin", Branch], null, cancellation).ConfigureAwait(false)).Trim().Length == 0)
            return null;
        await GitAsync(["fetch", "--quiet", "--no-tags", "origin", $"+{Branch}:{Here}"], null, cancellation).ConfigureAwait(false);
        return (await GitAsync(["rev-parse", Here], null, cancellation).ConfigureAwait(false)).Trim();
    }

    private Task<string?> BlobAsync(string commit, CancellationToken cancellation) => MaybeAsync(["rev-parse", "--verify", "--quiet", $"{commit}:{File}"], cancellation);

    private async Task<string> CommitAsync(string? head, string blob, CancellationToken cancellation)
    {
        var tree = new StringBuilder();
        foreach (var entry in head is null ? [] : (await GitAsync(["ls-tree", head], null, cancellation).ConfigureAwait(false)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!entry.EndsWith($"\t{File}", StringComparison.Ordinal))
                tree.Append(entry).Append('\n');
        }

        tree.Append($"100644 blob {blob}\t{File}\n");
        var made = (await GitAsync(["mktree"], tree.ToString(), cancellation).ConfigureAwait(false)).Trim();
        string[] parent = head is null ? [] : ["-p", head];
        return (await GitAsync(["commit-tree", made, .. parent, "-m", $"State of {paths.Environment}"], null, cancellation).ConfigureAwait(false)).Trim();
    }

    private async Task<string> GitAsync(string[] arguments, string? input, CancellationToken cancellation) =>
        (await new ProcessRunner(log).RunAsync(Git(input, arguments), cancellation).ConfigureAwait(false)).Output;

    private async Task<string?> MaybeAsync(string[] arguments, CancellationToken cancellation)
    {
        var result = await new ProcessRunner(log).TryRunAsync(Git(null, arguments), cancellation).ConfigureAwait(false);
        return result.ExitCode == 0 ? result.Output.Trim() : null;
    }

    private ToolCommand Git(string? input, string[] arguments) =>
        new("git", ["-C", paths.Root, .. arguments]) { Input = input is null ? null : new Secret(input), Environment = Identity() };

    // The token travels in git's own configuration by environment, and only to the server it is for.
    private Dictionary<string, Secret> Identity()
    {
        var identity = new Dictionary<string, Secret>
        {
            ["GIT_TERMINAL_PROMPT"] = new("0"),
            ["GIT_AUTHOR_NAME"] = new("JamLab"),
            ["GIT_AUTHOR_EMAIL"] = new("jamlab@localhost"),
            ["GIT_COMMITTER_NAME"] = new("JamLab"),
            ["GIT_COMMITTER_EMAIL"] = new("jamlab@localhost"),
        };
        if (variable("GITHUB_TOKEN") is { Length: > 0 } token && variable("GITHUB_SERVER_URL") is { Length: > 0 } server)
        {
            identity["GIT_CONFIG_COUNT"] = new("1");
            identity["GIT_CONFIG_KEY_0"] = new($"http.{server}/.extraheader");
            identity["GIT_CONFIG_VALUE_0"] = new($"AUTHORIZATION: basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token}"))}");
        }

        return identity;
    }
}
