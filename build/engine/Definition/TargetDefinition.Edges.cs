namespace Nuke.Common.Execution;

internal sealed partial class TargetDefinition
{
    public ITargetDefinition DependsOn(params Target[] targets) => Add(DependsOnTargets, targets);

    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) => DependsOn(FromComponent(targets));

    public ITargetDefinition TryDependsOn<T>(params Func<T, Target>[] targets) => build is T ? DependsOn(targets) : this;

    public ITargetDefinition DependentFor(params Target[] targets) => Add(DependentForTargets, targets);

    public ITargetDefinition DependentFor<T>(params Func<T, Target>[] targets) => DependentFor(FromComponent(targets));

    public ITargetDefinition TryDependentFor<T>(params Func<T, Target>[] targets) => build is T ? DependentFor(targets) : this;

    public ITargetDefinition Before(params Target[] targets) => Add(BeforeTargets, targets);

    public ITargetDefinition Before<T>(params Func<T, Target>[] targets) => Before(FromComponent(targets));

    public ITargetDefinition TryBefore<T>(params Func<T, Target>[] targets) => build is T ? Before(targets) : this;

    public ITargetDefinition After(params Target[] targets) => Add(AfterTargets, targets);

    public ITargetDefinition After<T>(params Func<T, Target>[] targets) => After(FromComponent(targets));

    public ITargetDefinition TryAfter<T>(params Func<T, Target>[] targets) => build is T ? After(targets) : this;

    public ITargetDefinition Triggers(params Target[] targets) => Add(TriggersTargets, targets);

    public ITargetDefinition Triggers<T>(params Func<T, Target>[] targets) => Triggers(FromComponent(targets));

    public ITargetDefinition TryTriggers<T>(params Func<T, Target>[] targets) => build is T ? Triggers(targets) : this;

    public ITargetDefinition TriggeredBy(params Target[] targets) => Add(TriggeredByTargets, targets);

    public ITargetDefinition TriggeredBy<T>(params Func<T, Target>[] targets) => TriggeredBy(FromComponent(targets));

    public ITargetDefinition TryTriggeredBy<T>(params Func<T, Target>[] targets) => build is T ? TriggeredBy(targets) : this;

    public ITargetDefinition Consumes(params Target[] targets)
    {
        foreach (var target in targets)
            Consumed.Add((target, []));
        return this;
    }

    public ITargetDefinition Consumes<T>(params Func<T, Target>[] targets) => Consumes(FromComponent(targets));

    public ITargetDefinition Consumes(Target target, params string[] artifacts)
    {
        Consumed.Add((target, artifacts));
        return this;
    }

    public ITargetDefinition Consumes<T>(Func<T, Target> target, params string[] artifacts) => Consumes(FromComponent(target)[0], artifacts);

    public ITargetDefinition Consumes<T>(params string[] artifacts) => Consumes(FromComponent<T>()[0], artifacts);

    private TargetDefinition Add(List<Target> edges, Target[] targets)
    {
        edges.AddRange(targets);
        return this;
    }

    private Target[] FromComponent<T>(params Func<T, Target>[] targets)
    {
        if (build is not T component)
            throw new UserMistake($"target '{Name}' names a target of '{typeof(T).Name}', which '{build.GetType().Name}' does not implement: implement it, or use the Try form");
        return targets.Length > 0
            ? [.. targets.Select(x => x(component))]
            : [(Target)ComponentMembers.SingleTarget(typeof(T), Name).GetValue(build)!];
    }
}
