using System.Text;
using JamLab.Tests.Workflows.Runner.Actions;
using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Files;
using JamLab.Tests.Workflows.Runner.Model;
using JamLab.Tests.Workflows.Runner.Steps;
using YamlDotNet.RepresentationModel;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>One job on a runner, from its first step to its outputs.</summary>
internal sealed partial class JobExecution
{
    private const int DefaultTimeoutMinutes = 360;
    private const int LargestOutputs = 1024 * 1024;
    private readonly WorkflowModel _workflow;
    private readonly JobModel _job;
    private readonly JobRun _described;
    private readonly Scope _outer;
    private readonly ObjectValue _github;
    private readonly ObjectValue _secrets;
    private readonly ObjectValue _env = new(caseSensitive: true);
    private readonly ObjectValue _steps = new();
    private readonly List<string> _path = [];
    private readonly List<StepRun> _ended = [];
    private readonly List<Annotation> _annotations = [];
    private readonly StringBuilder _summary = new();
    private readonly Stack<(string Name, bool OnlyOnSuccess, ActionCall Call, Func<ActionCall, CancellationToken, Task> Post)> _posts = [];
    private readonly Masker _masker = new();
    private readonly string _trackingId = $"github_{Guid.NewGuid()}";
    private JobFolders _folders = null!;
    private Conclusion _status = Conclusion.Success;

    public JobExecution(RunState run, WorkflowModel workflow, JobModel job, Scope scope, ObjectValue github, IReadOnlyDictionary<string, string> secrets, IReadOnlyDictionary<string, string>? vars, JobRun described)
    {
        Run = run;
        _workflow = workflow;
        _job = job;
        _described = described;
        Permissions = new Permissions(described.Permissions);
        var token = $"{run.Options.Token}:{Permissions}";
        _secrets = ObjectValue.Of(secrets);
        _secrets["GITHUB_TOKEN"] = Value.Of(token);
        foreach (var (_, value) in _secrets.Pairs)
            _masker.Add(value.AsText());
        _github = github.Copy();
        _github["job"] = Value.Of(job.Id);
        _github["token"] = Value.Of(token);
        var allVars = run.Vars;
        foreach (var (name, value) in vars ?? new Dictionary<string, string>())
            allVars[name] = Value.Of(value);
        _outer = scope.With(("github", _github), ("secrets", _secrets), ("vars", allVars), ("steps", _steps));
    }

    public RunState Run { get; }

    public Permissions Permissions { get; }

    public async Task<JobRun> RunAsync(int slot, CancellationToken stop)
    {
        var began = Run.Time.GetTimestamp();
        _folders = new JobFolders(Run.Options.WorkFolder, slot, Run.Options.Repository);
        _github["workspace"] = Value.Of(_folders.Workspace);
        _github["event_path"] = Value.Of(await WriteEventAsync());
        using var timeout = new CancellationTokenSource(Minutes(Yaml.Evaluate(_job.TimeoutMinutes, Place.Job, _outer), DefaultTimeoutMinutes), Run.Time);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        using var hard = new CancellationTokenSource();
        await using (cancel.Token.Register(() => hard.CancelAfter(Run.Options.CancelTimeout)))
        {
            foreach (var (name, value) in Env(_workflow.Env, Place.WorkflowEnv, _outer).Concat(Env(_job.Env, Place.JobEnv, _outer)).ToList())
                _env[name] = value;
            foreach (var (step, index) in _job.Steps.Select((x, i) => (x, i)))
                await RunStepAsync(step, index, cancel, timeout.Token, hard.Token);
            await RunPostsAsync(cancel, hard.Token);
        }

        var (outputs, url) = Results();
        if (Run.Options.EndsOrphans && Orphans.End(_trackingId) is { Count: > 0 } ended)
            Log($"Terminate orphan process(es): {string.Join(", ", ended)}");
        return _described with
        {
            Conclusion = _status,
            Steps = _ended,
            Annotations = _annotations,
            Summary = _summary.ToString(),
            Outputs = outputs,
            EnvironmentUrl = url,
            Workspace = _folders.Workspace,
            Duration = Run.Time.GetElapsedTime(began),
        };
    }

    private async Task<string> WriteEventAsync()
    {
        var folder = Path.Combine(_folders.Temp, "_github_workflow");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "event.json");
        await File.WriteAllTextAsync(file, GithubContext.Payload(Run.Options));
        return file;
    }

    private static TimeSpan Minutes(Value value, double otherwise) => TimeSpan.FromMinutes(value is NullValue ? otherwise : value.AsNumber());

    private static IEnumerable<KeyValuePair<string, Value>> Env(YamlMappingNode? node, Place place, Scope scope) =>
        node is null ? [] : ((ObjectValue)Yaml.Evaluate(node, place, scope)).Pairs.Select(x => KeyValuePair.Create(x.Key, Value.Of(x.Value.AsText())));

    private (IReadOnlyDictionary<string, string> Outputs, string? Url) Results()
    {
        try
        {
            var url = _job.Environment is YamlMappingNode node && node.Children.TryGetValue("url", out var given) ? Yaml.Evaluate(given, Place.EnvironmentUrl, StepScope(_env)).AsText() : null;
            return (Outputs(), url);
        }
        catch (Exception e) when (e is ExpressionException or StepFailedException)
        {
            Error(e.Message);
            _status = Conclusion.Failure;
            return (new Dictionary<string, string>(), null);
        }
    }

    // GitHub drops an output in which it sees a secret, with a warning only.
    private Dictionary<string, string> Outputs()
    {
        var result = new Dictionary<string, string>();
        if (_job.Outputs is null)
            return result;
        foreach (var (name, value) in ((ObjectValue)Yaml.Evaluate(_job.Outputs, Place.JobOutput, StepScope(_env))).Pairs)
        {
            var text = value.AsText();
            if (_masker.Mask(text) != text)
                Annotate("warning", $"Skip output '{name}' since it may contain secret.");
            else
                result[name] = text;
        }

        var size = result.Sum(x => Encoding.Unicode.GetByteCount(x.Value));
        return size <= LargestOutputs ? result : throw new StepFailedException($"The job's outputs have {size} bytes in UTF-16, at most {LargestOutputs} are allowed");
    }

    private Scope StepScope(ObjectValue env)
    {
        var job = new ObjectValue();
        job["status"] = Value.Of(_status.ToString().ToLowerInvariant());
        var runner = new ObjectValue();
        foreach (var (name, value) in RunnerVariables())
            runner[name.ToLowerInvariant()] = Value.Of(value);
        return _outer.With(("env", env), ("job", job), ("runner", runner)) with
        {
            Success = _ => _status == Conclusion.Success,
            Failure = _ => _status == Conclusion.Failure,
            Cancelled = () => _status == Conclusion.Cancelled,
            HashFiles = patterns => FileHash.Of(patterns, _folders.Workspace, _folders.Home),
        };
    }

    private IEnumerable<(string Name, string Value)> RunnerVariables() =>
    [
        ("NAME", "runner"), ("OS", "Linux"), ("ARCH", System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString().ToUpperInvariant()),
        ("ENVIRONMENT", _described.RunsOn.Any(x => x.StartsWith("ubuntu-", StringComparison.Ordinal)) ? "github-hosted" : "self-hosted"), ("TEMP", _folders.Temp), ("TOOL_CACHE", _folders.ToolCache), ("WORKSPACE", _folders.RunnerWorkspace),
    ];

    private void Annotate(string level, string message) => _annotations.Add(new Annotation(level, _masker.Mask(message), null, null, null, null, null, null));

    private void Log(string line) => Run.Options.Log?.Invoke($"[{_described.Id}] {line}");
}
