namespace Nuke.Common.Execution;

/// <summary>Runs a plan: requirements, journal, the walk, the summary.</summary>
internal sealed class BuildRun(BuildContext context, NukeBuild build)
{
    public int Run()
    {
        MeetRequirements();

        using var output = Views.CreateOutput(context);
        context.Injection.InjectAll(build);
        var journal = new Journal(JournalFiles.Of(build, context), build, new InputHash(build, context));
        if (build.Continue || build.Attempt is not null)
            journal.Resume();
        else
            journal.Reset();

        var time = context.World.Time;
        var began = time.GetTimestamp();
        var info = new RunInfo(build.GetType().Name, [.. build.ExecutionPlan], time.GetUtcNow(), build.NoLogo, context.Verbosity == Verbosity.Verbose);
        using var cancellation = new Cancellation(build, exitCode => EndAtOnce(output, exitCode));
        if (context.World.HandlesSignals)
            cancellation.HandleSignals();
        Views.WarnOfStaleFiles(context, build);
        build.OnBuildInitialized();
        output.RunStarted(info);
        new Walk(build, new TargetRunner(build, output, journal, time), cancellation, Degree()).Run();
        build.OnBuildFinished();
        if (build.IsSucceeding && !cancellation.IsRequested)
            journal.Reset();

        info.Duration = time.GetElapsedTime(began);
        info.ExitCode = cancellation.IsRequested ? cancellation.ExitCode : build.ExitCode ?? (build.IsSucceeding ? 0 : 1);
        output.RunFinished(info);
        return info.ExitCode;
    }

    private int Degree() => build.Parallelism ?? Math.Max(2, Environment.ProcessorCount);

    private void MeetRequirements()
    {
        var unmet = Requirements.Unmet(build, context.Parameters);
        if (!context.IsServerBuild && context.World.Ask is { } ask)
            unmet.RemoveAll(x => x.Parameter != null && TryAsk(x.Parameter, ask));
        if (unmet.Count > 0)
            throw new UserMistake([.. context.Parameters.Problems, .. unmet.Select(x => x.ToString())]);
    }

    private bool TryAsk(ParameterMember parameter, Func<ParameterMember, string?> ask)
    {
        if (ask(parameter) is not { Length: > 0 } answer)
            return false;
        if (parameter.IsSecret)
            context.Redactor.Register(answer);
        if (context.Parameters.Answer(parameter, answer) is not { } value)
            return false;
        Members.TrySet(parameter.Member, build, value);
        return true;
    }

    private static void EndAtOnce(IRunOutput output, int exitCode)
    {
        ProcessTree.Kill(ProcessTree.Descendants(Environment.ProcessId));
        output.Dispose();
        Environment.Exit(exitCode);
    }
}
