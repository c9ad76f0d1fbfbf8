using JamLab.Tests.Workflows.Runner.Running;
using JamLab.Tests.Workflows.Runner.Steps;

namespace JamLab.Tests.Workflows.Runner.Actions;

/// <summary>Does what an action does; fails the step with <see cref="StepFailedException"/>.</summary>
public delegate Task ActionDelegate(ActionCall call, CancellationToken ct);

/// <summary>An action's inputs, and its way to the job.</summary>
public sealed class ActionCall
{
    private readonly List<string> _failures = [];

    internal ActionCall(JobExecution job) => Job = job;

    /// <summary>As in <c>owner/name</c> or <c>owner/name/path</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The commit that it is pinned to.</summary>
    public required string Version { get; init; }

    /// <summary>By name, whatever its case.</summary>
    public required IReadOnlyDictionary<string, string> Inputs { get; init; }

    /// <summary>What a process of the action sees.</summary>
    public required IReadOnlyDictionary<string, string> Env { get; init; }

    public required string Workspace { get; init; }

    public required string Home { get; init; }

    /// <summary>Takes a line of output, workflow commands included.</summary>
    public required Action<string> Log { get; init; }

    public required Action<string, string> SetOutput { get; init; }

    /// <summary>Adds a post step: its name, whether it runs only when the job succeeded, and what it does.</summary>
    public required Action<string, bool, Func<ActionCall, CancellationToken, Task>> After { get; init; }

    internal JobExecution Job { get; }

    public string Input(string name, string otherwise = "") => Inputs.GetValueOrDefault(name) is { Length: > 0 } value ? value : otherwise;

    public bool Flag(string name, bool otherwise) => Input(name) switch
    {
        "" => otherwise,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        var other => throw new StepFailedException($"Input '{name}' is '{other}', but must be true or false"),
    };

    /// <summary>Fails the step when an input is given that is none of these; GitHub only warns, and does without it.</summary>
    public void Expect(params string[] names)
    {
        _failures.AddRange(Inputs.Keys.Except(names, StringComparer.OrdinalIgnoreCase));
        if (_failures.Count > 0)
            throw new StepFailedException($"Unexpected input(s) '{string.Join("', '", _failures)}', valid inputs are '{string.Join("', '", names)}'");
    }

    /// <summary>Runs a program with its output in the log; returns its exit code.</summary>
    public Task<int> RunAsync(IReadOnlyList<string> command, CancellationToken ct, string? folder = null) =>
        StepProcess.RunAsync(command, folder ?? Workspace, Env, Log, Job.Run.Options.CancelGrace, ct);

    /// <summary>Fails the step unless the program ends with 0.</summary>
    public async Task CheckAsync(IReadOnlyList<string> command, CancellationToken ct, string? folder = null)
    {
        if (await RunAsync(command, ct, folder) is not 0 and var code)
            throw new StepFailedException($"The process '{command[0]}' failed with exit code {code}");
    }
}
