using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>Chooses the output that suits the place a run is watched from.</summary>
internal static class RunOutputs
{
    /// <summary>The output for this process, with <c>Log.Logger</c> and <c>Console</c> attached until it is disposed.</summary>
    public static IRunOutput Create(Host host, Verbosity verbosity, Redactor redactor)
    {
        var settings = OutputSettings.Detect(host, verbosity, redactor);
        return new LogSetup(Create(host, settings), verbosity, redactor, settings.Time);
    }

    public static IRunOutput Create(Host host, OutputSettings settings) =>
        host is CI.GitHubActions.GitHubActions ? new GitHubOutput(settings)
        : settings.Live ? new TerminalOutput(settings)
        : new PipeOutput(settings);
}
