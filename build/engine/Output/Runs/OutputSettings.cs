namespace Nuke.Common.Output;

/// <summary>What outputs need to know of the place they write to.</summary>
internal sealed record OutputSettings(TextWriter Out, Verbosity Verbosity, bool Colors, bool Live, Redactor Redactor)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Asked before each painting, since windows change their size.</summary>
    public Func<int> Width { get; init; } = () => 100;

    /// <summary>Rows of the window: live lines that do not fit could not be taken away again.</summary>
    public Func<int> Height { get; init; } = () => 24;

    /// <summary>GitHub's file for the step's Markdown summary.</summary>
    public string? StepSummaryFile { get; init; }

    /// <summary>A word that a tool cannot guess, which ends <c>::stop-commands::</c>.</summary>
    public Func<string> NewToken { get; init; } = () => Guid.NewGuid().ToString("N");

    public Paint Paint => new(Colors);

    /// <summary>Asks the environment: <c>NO_COLOR</c>, <c>FORCE_COLOR</c>, <c>TERM=dumb</c>, redirection.</summary>
    public static OutputSettings Detect(Host host, Verbosity verbosity, Redactor redactor)
    {
        static bool IsSet(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = System.Text.Encoding.UTF8;
        var terminal = !host.IsServer && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new OutputSettings(
            Console.Out,
            verbosity,
            Colors: !IsSet("NO_COLOR") && (terminal || host.IsServer || IsSet("FORCE_COLOR")),
            Live: terminal,
            redactor)
        {
            Width = TerminalWidth,
            Height = TerminalHeight,
            StepSummaryFile = (host as CI.GitHubActions.GitHubActions)?.StepSummaryFile,
        };
    }

    public static int TerminalWidth() => Of(() => Console.WindowWidth, otherwise: 100);

    private static int TerminalHeight() => Of(() => Console.WindowHeight, otherwise: 24);

    /// <summary>A terminal that does not know its size (a serial console) says 0 or fails.</summary>
    private static int Of(Func<int> size, int otherwise)
    {
        try
        {
            return !Console.IsOutputRedirected && size() is > 0 and var known ? known : otherwise;
        }
        catch (IOException)
        {
            return otherwise;
        }
    }
}
