using System.ComponentModel;
using JamLab.Inventory;
using JamLab.Stages.Processes;
using JamLab.Stages.State;

namespace JamLab.Stages.Tools;

/// <summary>
/// Looks for tools on PATH and among the downloaded ones, and asks their versions. An answer is kept with the file's identity, so that
/// looking again starts no process; <paramref name="here"/> says where to look.
/// </summary>
public sealed class ToolFinder(LabPaths paths, Workstation here, ProcessRunner runner)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // Packer and Terraform ask their makers for news otherwise, which a computer without a way out waits for.
    private static readonly Dictionary<string, Secret> Quiet = new()
    {
        ["CHECKPOINT_DISABLE"] = new Secret("1"),
        ["LC_ALL"] = new Secret("C"),
    };

    private readonly KeptAnswers _versions = new(Path.Combine(paths.Cache, "tools.json"));

    /// <param name="again">Ask the program even if its file is the one that answered before: a shim's answer depends on more than its file.</param>
    public async Task<ToolState> LookAsync(Tool tool, CancellationToken cancellation, bool again = false)
    {
        var found = new ToolState(tool, here.Find(tool.Program), null);
        if (found.Path is not null)
            found = found with { Version = await VersionAsync(tool, found.Path, again, cancellation).ConfigureAwait(false) };
        if (found.Serves || Downloaded(tool) is not { } own)
            return found;
        return new ToolState(tool, own, await VersionAsync(tool, own, again, cancellation).ConfigureAwait(false));
    }

    /// <summary>Where a pinned download of the tool lies once it is there; its folder is named by the sum, so that a moved pin is another file.</summary>
    internal string DownloadedPath(Tool tool, PinnedDownload download) =>
        Path.Combine(paths.Cache, "tools", $"{tool.Program}-{download.Version}-{download.Sha256[..12]}", tool.Program);

    private string? Downloaded(Tool tool) =>
        tool.Downloads.Where(download => download.FitsHere).Select(download => DownloadedPath(tool, download)).FirstOrDefault(File.Exists);

    private async Task<Version?> VersionAsync(Tool tool, string path, bool again, CancellationToken cancellation)
    {
        var identity = FileIdentity.Of(path);
        if (!again && _versions.Find(path, identity) is { } kept)
            return Version.TryParse(kept, out var known) ? known : null;
        var version = await AskAsync(tool, path, cancellation).ConfigureAwait(false);
        // Where every version serves, one that cannot be read is an answer too; elsewhere the next run may have more luck.
        if (version is not null || tool.Minimum is null)
            _versions.Keep(path, identity, version?.ToString() ?? "unknown");
        return version;
    }

    private async Task<Version?> AskAsync(Tool tool, string path, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Limit);
        try
        {
            var asked = await runner.TryRunAsync(new ToolCommand(path, tool.VersionArguments) { Environment = Quiet }, limited.Token).ConfigureAwait(false);
            return tool.ReadVersion(asked.Output) ?? tool.ReadVersion(asked.Errors);
        }
        catch (Exception exception) when (exception is Win32Exception || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // It hangs, or is no program for this computer: then it is none that serves.
            return null;
        }
    }
}
