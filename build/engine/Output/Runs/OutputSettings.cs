namespace Nuke.Common.Output;

/// <summary>What outputs need to know of the place they write to.</summary>
internal sealed record OutputSettings(TextWriter Out, Verbosity Verbosity, bool Colors, bool Live, Redactor Redactor)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Asked before each painting, since windows change their size.</summary>
    public Func<int> Width { get; init; } = () => 100;

    /// <summary>GitHub's file for the step's Markdown summary.</summary>
    public string? StepSummaryFile { get; init; }

    /// <summary>A word that a tool cannot guess, which ends <c>::stop-commands::</c>.</summary>
    public Func<string> NewToken { get; init; } = () => Guid.NewGuid().ToString("N");

    public Paint Paint => new(Colors);

    /// <summary>Asks the environment: <c>NO_COLOR</c>, <c>FORCE_COLOR</c>, <c>TERM=dumb</c>, redirection.</summary>
    public static OutputSettings Detect(Host host, Verbosity verbosity, Redactor redactor)
    {
        static bool IsSet(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));
        var terminal = !host.IsServer && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new OutputSettings(
            Console.Out,
            verbosity,
            Colors: !IsSet("NO_COLOR") && (terminal || host.IsServer || IsSet("FORCE_COLOR")),
            Live: terminal,
            redactor)
        {
            Width = TerminalWidth,
            StepSummaryFile = (host as CI.GitHubActions.GitHubActions)?.StepSummaryFile,
        };
    }

    public static int TerminalWidth()
    {
        try
        {
            return !Console.IsOutputRedirected && Console.WindowWidth > 0 ? Console.WindowWidth : 100;
        }
        catch (IOException)
        {
            return 100;
        }
    }
}
