using JamLab.Tests.Workflows.Runner.Actions;
using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;
using JamLab.Tests.Workflows.Runner.Steps;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>Actions, and their post steps in reverse order.</summary>
internal sealed partial class JobExecution
{
    public string Masked(string text) => _masker.Mask(text);

    public void Say(string maskedLine) => Log(maskedLine);

    public void Error(string message) => Annotate("error", message);

    private async Task Act(StepModel step, StepDoing doing, ObjectValue env, StepFiles files, CommandInterpreter interpreter, CancellationToken ct)
    {
        var (name, version) = step.Uses!.Split('@', 2) is [var first, var second] ? (first, second) : (step.Uses, "");
        if (version.Length != 40 || !version.All(char.IsAsciiHexDigitLower))
            throw new StepFailedException($"'{step.Uses}' is not pinned to a full commit hash");
        var action = Run.Options.Actions.GetValueOrDefault(name) ?? BuiltInActions.Find(name) ?? throw new StepFailedException($"this runner does not have the action '{name}'");
        var inputs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (step.With is not null)
        {
            foreach (var (input, value) in ((ObjectValue)Yaml.Evaluate(step.With, Place.StepValue, StepScope(env))).Pairs)
                inputs[input] = value.AsText();
        }

        foreach (var (input, value) in inputs)
            doing.Line($"  {input}: {value}");
        await action(Call(name, version, inputs, ProcessEnv(env, files, step.Id ?? "__action"), interpreter.Line, doing), ct);
    }

    private ActionCall Call(string name, string version, IReadOnlyDictionary<string, string> inputs, IReadOnlyDictionary<string, string> env, Action<string> log, StepDoing doing)
    {
        ActionCall? call = null;
        return call = new ActionCall(this)
        {
            Name = name,
            Version = version,
            Inputs = inputs,
            Env = env,
            Workspace = _folders.Workspace,
            Home = _folders.Home,
            Log = log,
            SetOutput = (key, value) => doing.Outputs[key] = value,
            After = (post, onlyOnSuccess, run) => _posts.Push((post, onlyOnSuccess, call!, run)),
        };
    }

    private async Task RunPostsAsync(CancellationTokenSource cancel, CancellationToken hard)
    {
        while (_posts.TryPop(out var next))
        {
            if (cancel.IsCancellationRequested && _status != Conclusion.Cancelled)
                Cancel(CancellationToken.None);
            var doing = new StepDoing(this, "", next.Name);
            if (next.OnlyOnSuccess && _status != Conclusion.Success)
            {
                End(null, doing, Conclusion.Skipped, Conclusion.Skipped);
                continue;
            }

            Log($"# {doing.Name}");
            try
            {
                var interpreter = new CommandInterpreter(_masker, doing.Line, _annotations.Add);
                var call = Call(next.Call.Name, next.Call.Version, next.Call.Inputs, next.Call.Env, interpreter.Line, doing);
                await next.Post(call, _status == Conclusion.Cancelled ? hard : cancel.Token);
            }
            catch (Exception e) when (e is StepFailedException or IOException or OperationCanceledException)
            {
                doing.Fail(e.Message);
            }

            var outcome = doing.HasFailed ? Conclusion.Failure : Conclusion.Success;
            End(null, doing, outcome, outcome);
        }
    }
}
