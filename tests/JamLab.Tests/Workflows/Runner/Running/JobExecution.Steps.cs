using System.Text;
using JamLab.Tests.Workflows.Runner.Actions;
using JamLab.Tests.Workflows.Runner.Expressions;
using JamLab.Tests.Workflows.Runner.Model;
using JamLab.Tests.Workflows.Runner.Steps;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>The steps of a job one after the other, then what actions do at its end.</summary>
internal sealed partial class JobExecution
{
    private async Task RunStepAsync(StepModel step, int index, CancellationTokenSource cancel, CancellationToken timeout, CancellationToken hard)
    {
        if (cancel.IsCancellationRequested && _status != Conclusion.Cancelled)
            Cancel(timeout);
        var env = _env.Copy();
        var doing = new StepDoing(this, step.Id ?? $"__{index}", step.Name ?? (step.Uses is null ? $"Run {step.Run!.TrimStart().Split('\n')[0]}" : $"Run {step.Uses}"));
        try
        {
            foreach (var (name, value) in Env(step.Env, Place.StepValue, StepScope(env)))
                env[name] = value;
            doing.Name = Template.Evaluate(doing.Name, Place.StepValue, StepScope(env)).AsText();
            if (!Template.EvaluateCondition(step.If, Place.StepIf, StepScope(env)))
            {
                End(step, doing, Conclusion.Skipped, Conclusion.Skipped);
                return;
            }
        }
        catch (ExpressionException e)
        {
            doing.Fail(e.Message);
            End(step, doing, Conclusion.Failure, Conclusion.Failure);
            return;
        }

        Log($"# {doing.Name}");
        var outcome = await AttemptAsync(step, doing, env, cancel, hard);
        if (outcome == Conclusion.Cancelled)
            Cancel(timeout);
        var forgiven = outcome == Conclusion.Failure && Forgives(step, doing, env);
        End(step, doing, outcome, forgiven ? Conclusion.Success : outcome);
    }

    private async Task<Conclusion> AttemptAsync(StepModel step, StepDoing doing, ObjectValue env, CancellationTokenSource cancel, CancellationToken hard)
    {
        // A step that starts after the cancellation (always()) is not cancelled by it again.
        var outer = _status == Conclusion.Cancelled ? hard : cancel.Token;
        try
        {
            using var timeout = new CancellationTokenSource(Minutes(Yaml.Evaluate(step.TimeoutMinutes, Place.StepValue, StepScope(env)), DefaultTimeoutMinutes * 2), Run.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(outer, timeout.Token);
            try
            {
                var files = new StepFiles(_folders);
                await DoAsync(step, doing, env, files, either.Token);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !outer.IsCancellationRequested)
            {
                doing.Fail($"The action '{doing.Name}' has timed out after {Yaml.Evaluate(step.TimeoutMinutes, Place.StepValue, StepScope(env)).AsText()} minutes.");
            }
        }
        catch (OperationCanceledException) when (outer.IsCancellationRequested)
        {
            doing.Line("##[error]The operation was canceled.");
            return Conclusion.Cancelled;
        }
        catch (Exception e) when (e is ExpressionException or StepFailedException or IOException or UnauthorizedAccessException)
        {
            doing.Fail(e.Message);
        }
        catch (Exception e) when (step.Uses is not null)
        {
            // Whatever an action of a test throws, the run goes on.
            doing.Fail(e.ToString());
        }

        return doing.HasFailed ? Conclusion.Failure : Conclusion.Success;
    }

    private async Task DoAsync(StepModel step, StepDoing doing, ObjectValue env, StepFiles files, CancellationToken ct)
    {
        var interpreter = new CommandInterpreter(_masker, doing.Line, _annotations.Add);
        try
        {
            if (step.Uses is not null)
                await Act(step, doing, env, files, interpreter, ct);
            else
                await RunScriptAsync(step, doing, env, files, interpreter, ct);
        }
        finally
        {
            Take(files, doing);
        }

        if (interpreter.Failure is { } failure)
            doing.Fail(failure);
    }

    private async Task RunScriptAsync(StepModel step, StepDoing doing, ObjectValue env, StepFiles files, CommandInterpreter interpreter, CancellationToken ct)
    {
        var scope = StepScope(env);
        var shell = step.Shell ?? RunDefault("shell", scope);
        var folder = step.WorkingDirectory is { } given ? Template.Evaluate(given, Place.StepValue, scope).AsText() : RunDefault("working-directory", scope) ?? "";
        var script = Template.Evaluate(step.Run!, Place.StepValue, scope).AsText();
        foreach (var line in script.TrimEnd().Split('\n'))
            doing.Line($"  {line}");
        var command = Shells.Command(shell, _folders.Temp, script);
        doing.ExitCode = await StepProcess.RunAsync(command, Path.Combine(_folders.Workspace, folder), ProcessEnv(env, files, step.Id ?? "__run"), interpreter.Line, Run.Options.CancelGrace, ct);
        if (doing.ExitCode != 0)
            doing.Fail($"Process completed with exit code {doing.ExitCode}.");
    }

    private string? RunDefault(string name, Scope scope)
    {
        foreach (var (defaults, place) in new[] { (_job.RunDefaults, Place.JobDefaults), (_workflow.RunDefaults, Place.Nowhere) })
        {
            if (defaults is not null && defaults.Children.TryGetValue(name, out var node))
                return Yaml.Evaluate(node, place, scope).AsText();
        }

        return null;
    }

    private void Take(StepFiles files, StepDoing doing)
    {
        try
        {
            foreach (var (name, value) in files.Env)
                _env[name] = Value.Of(value);
            foreach (var (name, value) in files.Outputs)
                doing.Outputs[name] = value;
            _path.AddRange(files.Path);
            files.CheckState();
            if (_summary.Length > 0 && files.Summary.Length > 0)
                _summary.Append('\n');
            _summary.Append(_masker.Mask(files.Summary));
        }
        catch (StepFailedException e)
        {
            doing.Fail(e.Message);
        }
    }

    private bool Forgives(StepModel step, StepDoing doing, ObjectValue env)
    {
        try
        {
            return Yaml.Evaluate(step.ContinueOnError, Place.StepValue, StepScope(env)).IsTruthy();
        }
        catch (ExpressionException e)
        {
            doing.Fail(e.Message);
            return false;
        }
    }

    private void Cancel(CancellationToken timeout)
    {
        if (timeout.IsCancellationRequested && _status != Conclusion.Cancelled)
            Annotate("error", $"The job has exceeded the maximum execution time of {Yaml.Evaluate(_job.TimeoutMinutes, Place.Job, _outer).AsText()} minutes.");
        _status = Conclusion.Cancelled;
    }

    private void End(StepModel? step, StepDoing doing, Conclusion outcome, Conclusion conclusion)
    {
        if (step?.Id is not null)
        {
            var value = new ObjectValue();
            value["outputs"] = ObjectValue.Of(doing.Outputs);
            value["outcome"] = Value.Of(outcome.ToString().ToLowerInvariant());
            value["conclusion"] = Value.Of(conclusion.ToString().ToLowerInvariant());
            _steps[step.Id] = value;
        }

        if (conclusion == Conclusion.Failure && _status == Conclusion.Success)
            _status = Conclusion.Failure;
        _ended.Add(doing.End(step?.Id, outcome, conclusion));
    }
}
