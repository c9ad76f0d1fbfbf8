namespace Nuke.Common.Tooling;

/// <summary>Runs a tool to its end and gives its output; an exit code other than zero fails, unless a handler decides otherwise.</summary>
public delegate IReadOnlyCollection<Output> Tool(
    ArgumentStringHandler arguments,
    string? workingDirectory = null,
    IReadOnlyDictionary<string, string>? environmentVariables = null,
    int? timeout = null,
    bool? logOutput = null,
    bool? logInvocation = null,
    Action<OutputType, string>? logger = null,
    Action<IProcess>? exitHandler = null);
