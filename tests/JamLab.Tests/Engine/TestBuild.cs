using System.Collections.Concurrent;
using System.Linq.Expressions;
using Nuke.Common;
using Nuke.Common.Execution;

namespace JamLab.Tests.Engine;

/// <summary>A build whose targets note that they ran.</summary>
public abstract class TestBuild : NukeBuild
{
    private readonly ConcurrentQueue<string> _ran = new();

    internal IReadOnlyList<string> Ran => [.. _ran];

    protected Action Note(string name) => () => _ran.Enqueue(name);

    protected static Action Fails(string message = "it broke") => () => throw new InvalidOperationException(message);
}

/// <summary>What a run did.</summary>
internal sealed record TestRun(int ExitCode, string Error, string Out, NukeBuild? Build, RecordingOutput Output)
{
    public IReadOnlyList<string> Ran => ((TestBuild)Build!).Ran;

    public string RanInOrder => string.Join(' ', Ran);

    public ExecutableTarget this[string name] => Build!.ExecutableTargets.Single(x => x.Name == name);

    public ExecutionStatus Status(string name) => this[name].Status;

    /// <summary>Each target of the plan with what became of it: <c>A: Succeeded, B: Skipped (because of --skip)</c>.</summary>
    public string Outcome => string.Join(", ", Build!.ExecutionPlan.Select(x => $"{x.Name}: {x.Status}{(x.SkipCause == null ? "" : $" ({x.SkipCause})")}"));
}

/// <summary>Runs builds in a fresh directory, with nothing of the real environment.</summary>
internal sealed class TestBench : IDisposable
{
    public TestBench() => Directory.CreateDirectory(Path.Combine(Root, ".nuke"));

    public string Root { get; } = Directory.CreateTempSubdirectory("jamlab-engine-").FullName;

    public string? WorkingDirectory { get; set; }

    public Dictionary<string, string> Environment { get; } = [];

    public Func<ParameterMember, string?>? Ask { get; set; }

    public string JournalFile => Path.Combine(Root, ".nuke", "temp", "build-attempt.log");

    public void Write(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public TestRun Run<T>(Expression<Func<T, Target>>? defaultTarget, string arguments = "")
        where T : NukeBuild, new() => RunWords(defaultTarget, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public TestRun RunWords<T>(Expression<Func<T, Target>>? defaultTarget, params string[] arguments)
        where T : NukeBuild, new()
    {
        var output = new RecordingOutput();
        var (error, text) = (new StringWriter(), new StringWriter());
        NukeBuild? build = null;
        var world = new BuildWorld(arguments, Environment, WorkingDirectory ?? Root)
        {
            Out = text,
            Error = error,
            Ask = Ask,
            CreateOutput = _ => output,
        };
        var exitCode = BuildEntry.Run<T>(defaultTarget == null ? [] : [defaultTarget], world, x => build = x);
        return new TestRun(exitCode, error.ToString().Replace(Root, "ROOT", StringComparison.Ordinal), text.ToString(), build, output);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

/// <summary>Keeps what an output is told.</summary>
internal sealed class RecordingOutput : IRunOutput
{
    private readonly ConcurrentQueue<string> _events = new();

    public IReadOnlyList<string> Events => [.. _events];

    public void RunStarted(RunInfo run) => _events.Enqueue("run started");

    public void TargetStarted(ExecutableTarget target) => _events.Enqueue($"{target.Name} started");

    public void Line(ExecutableTarget? target, LogLine line) => _events.Enqueue($"{target?.Name} | {line.Text}");

    public void TargetFinished(ExecutableTarget target) => _events.Enqueue($"{target.Name} {target.Status}");

    public void RunFinished(RunInfo run) => _events.Enqueue($"run finished with {run.ExitCode}");

    public void Dispose()
    {
    }
}
