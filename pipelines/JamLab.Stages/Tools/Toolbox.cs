using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Processes;
using JamLab.Stages.State;
using Serilog;

namespace JamLab.Stages.Tools;

/// <summary>
/// Gets tools: from PATH; else, as root on Debian or Ubuntu, with apt-get; else as a pinned download into the cache. What is missing after
/// all that comes as one exception before anything runs, all tools together.
/// </summary>
public sealed class Toolbox(LabPaths paths, Workstation here, ProcessRunner runner, ILogger log, TimeProvider time, ToolboxOptions options)
{
    private readonly ToolFinder _finder = new(paths, here, runner);
    private readonly AptPackages _packages = new(here, runner, log);

    /// <summary>Finds or installs everything; with all of it there and known from before, no process starts.</summary>
    /// <exception cref="DiagnosticException">JAM0701 for each tool that is missing and cannot be had.</exception>
    public async Task<FoundTools> ResolveAsync(IReadOnlyList<ToolNeed> needs, CancellationToken cancellation)
    {
        var tools = needs.Select(need => need.Tool).DistinctBy(tool => tool.Name).ToList();
        var states = await LookAsync(tools, cancellation).ConfigureAwait(false);
        var failures = new Dictionary<string, string>();
        if (states.Any(state => !state.Serves) && options.Install != InstallTools.Never)
        {
            states = await InstallAsync(states, cancellation).ConfigureAwait(false);
            states = await DownloadAsync(states, failures, cancellation).ConfigureAwait(false);
        }

        if (states.All(state => state.Serves))
            return new FoundTools([.. states.Select(state => new FoundTool(state.Tool, state.Path!, state.Version))]);
        var install = await InstallCommand.ForAsync(states, here, _packages, cancellation).ConfigureAwait(false);
        throw new DiagnosticException(MissingTools.Describe(states, needs, failures, install));
    }

    private async Task<ToolState[]> LookAsync(IEnumerable<Tool> tools, CancellationToken cancellation) =>
        await Task.WhenAll(tools.Select(tool => _finder.LookAsync(tool, cancellation))).ConfigureAwait(false);

    private async Task<ToolState[]> InstallAsync(ToolState[] states, CancellationToken cancellation)
    {
        var wanted = InstallCommand.DebianPackages(states);
        if (wanted.Count == 0 || !here.IsRoot || !_packages.AreHere || !MayInstall(wanted))
            return states;
        await _packages.InstallAsync(wanted, cancellation).ConfigureAwait(false);
        return await LookAsync(states.Select(state => state.Tool), cancellation).ConfigureAwait(false);
    }

    private bool MayInstall(IReadOnlyList<string> packages) =>
        options.Install == InstallTools.Always || here.IsCI
        || (options.Ask?.Invoke($"Install {string.Join(", ", packages)} with apt-get?") ?? false);

    private async Task<ToolState[]> DownloadAsync(ToolState[] states, Dictionary<string, string> failures, CancellationToken cancellation)
    {
        using var downloads = new ToolDownloads(time, log);
        for (var i = 0; i < states.Length; i++)
        {
            var tool = states[i].Tool;
            if (states[i].Serves || tool.Downloads.FirstOrDefault(download => download.FitsHere) is not { } download)
                continue;
            try
            {
                await downloads.FetchAsync(tool, download, _finder.DownloadedPath(tool, download), cancellation).ConfigureAwait(false);
                states[i] = await _finder.LookAsync(tool, cancellation).ConfigureAwait(false);
            }
            catch (ToolDownloadException exception)
            {
                failures[tool.Name] = exception.Message;
            }
        }

        return states;
    }
}
