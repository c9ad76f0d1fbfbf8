using System.Linq.Expressions;
using Nuke.Common.Output;

namespace Nuke.Common.Execution;

/// <summary>From words on the command line to a checked plan: all that can be wrong is told together, before anything runs.</summary>
internal sealed class BuildStart(BuildContext context, IReadOnlyList<LambdaExpression> defaults)
{
    private readonly List<string> _problems = [];

    public int Run(Func<NukeBuild> create)
    {
        _problems.AddRange(CommandLineCheck.ProblemsOf(context.Line, context.Members));
        ReadFiles();
        var build = context.Build = create();
        ParameterInjection.Inject(build, context.Parameters);
        RegisterSecrets();
        build.ExecutableTargets = TargetFactory.CreateAll(build, defaults);
        _problems.AddRange(CycleCheck.ProblemsOf(build.ExecutableTargets));
        _problems.AddRange(context.Parameters.Problems);
        var invoked = Targets(build, BuiltIn.Target);
        var skipped = Targets(build, BuiltIn.Skip);
        CheckRange(build);
        ThrowIfAny();
        Views.WriteGeneratedFiles(context, build);
        build.OnBuildCreated();

        if (build.Help)
            return Views.ShowHelp(context, build);
        build.ExecutionPlan = Planner.Plan(Invoke(build, invoked));
        if (skipped != null)
            Skipping.ByOption([.. build.ExecutionPlan], skipped.ToHashSet());
        Skipping.ByStaticConditions([.. build.ExecutionPlan]);
        if (build.Plan)
            return Views.ShowPlan(context, build);
        return new BuildRun(context, build).Run();
    }

    private static IReadOnlyList<ExecutableTarget> Invoke(NukeBuild build, IReadOnlyList<ExecutableTarget>? named)
    {
        var invoked = named ?? [.. build.ExecutableTargets.Where(x => x.IsDefault)];
        foreach (var target in invoked)
            target.Invoked = true;
        return invoked;
    }

    private void ReadFiles()
    {
        _problems.AddRange(context.Files.Problems);
        foreach (var file in context.Files.All)
        {
            var before = file.Problems.Count;
            file.CheckNames(context.Members);
            _problems.AddRange(file.Problems.Skip(before));
        }
    }

    private void RegisterSecrets()
    {
        foreach (var parameter in context.Members)
        {
            if (!parameter.IsSecret)
                continue;
            foreach (var value in context.Parameters.RawOf(parameter)?.Values ?? [])
                context.Redactor.Register(value);
        }
    }

    private List<ExecutableTarget>? Targets(NukeBuild build, string parameter)
    {
        if (context.Parameters.RawOf(parameter) is not { } raw)
            return null;
        var targets = new List<ExecutableTarget>();
        foreach (var name in raw.Values)
        {
            if (build.ExecutableTargets.FirstOrDefault(x => ParameterName.Same(x.Name, name)) is { } target)
                targets.Add(target);
            else
                _problems.Add(UnknownTarget(build, raw, name));
        }

        return parameter == BuiltIn.Target && targets.Count == 0 && _problems.Count == 0 ? null : targets;
    }

    private static string UnknownTarget(NukeBuild build, RawValue raw, string name)
    {
        var place = raw.Place == "the command line" ? "" : $"{raw.Place}: ";
        var nearest = Nearest.DidYouMean(name, build.ExecutableTargets.Select(x => x.Name));
        return $"{place}there is no target '{name}'{(nearest.Length > 0 ? nearest : $"; the targets are {string.Join(", ", build.TargetNames)}")}";
    }

    private void CheckRange(NukeBuild build)
    {
        if (build.Parallelism < 1)
            _problems.Add($"--parallel: {build.Parallelism} targets cannot run side by side; 1 runs them one after the other");
    }

    private void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw new UserMistake(_problems);
    }
}
