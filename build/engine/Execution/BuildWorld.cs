using System.Collections;
using System.Reflection;
using Nuke.Common.Output;

namespace Nuke.Common.Execution;

/// <summary>All that a run takes from the process around it, so that tests can stand in for it.</summary>
internal sealed record BuildWorld(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string WorkingDirectory)
{
    public TextWriter Out { get; init; } = Console.Out;

    /// <summary>Where the user's mistakes are told.</summary>
    public TextWriter Error { get; init; } = Console.Error;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes what shows the run; null for what suits the host.</summary>
    public Func<BuildContext, IRunOutput>? CreateOutput { get; init; }

    /// <summary>Whether Ctrl-C and SIGTERM are the build's to handle.</summary>
    public bool HandlesSignals { get; init; }

    /// <summary>Asks the person at the terminal for a value; null where nobody sits there.</summary>
    public Func<ParameterMember, string?>? Ask { get; init; }

    public static BuildWorld OfThisProcess()
    {
        var arguments = System.Environment.GetCommandLineArgs();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
            environment[(string)entry.Key] = (string?)entry.Value ?? "";
        return new BuildWorld(new ArraySegment<string>(arguments, 1, arguments.Length - 1), environment, Directory.GetCurrentDirectory())
        {
            HandlesSignals = true,
            Ask = Console.IsInputRedirected || Console.IsOutputRedirected ? null : ConsolePrompt.Ask,
        };
    }
}
