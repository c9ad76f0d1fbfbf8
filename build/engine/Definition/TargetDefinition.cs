using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Collects what a <see cref="Target"/> says about itself; <see cref="TargetFactory"/> turns it into the graph.</summary>
internal sealed partial class TargetDefinition(NukeBuild build, PropertyInfo property, string name) : ITargetDefinition
{
    private PropertyInfo _current = property;

    public string Name { get; } = name;
    public string? DescriptionText { get; private set; }
    public List<Func<Task>> Actions { get; } = [];
    public List<Condition> StaticConditions { get; } = [];
    public List<Condition> DynamicConditions { get; } = [];
    public List<LambdaExpression> Requirements { get; } = [];
    public DependencyBehavior DependencyBehavior { get; private set; }
    public bool IsAssuredAfterFailure { get; private set; }
    public bool IsProceedAfterFailure { get; private set; }
    public bool IsUnlisted { get; private set; }
    public int? PartitionSize { get; private set; }
    public List<string> Products { get; } = [];
    public List<(Target Target, string[] Artifacts)> Consumed { get; } = [];
    public List<Target> DependsOnTargets { get; } = [];
    public List<Target> DependentForTargets { get; } = [];
    public List<Target> BeforeTargets { get; } = [];
    public List<Target> AfterTargets { get; } = [];
    public List<Target> TriggersTargets { get; } = [];
    public List<Target> TriggeredByTargets { get; } = [];

    public ITargetDefinition Description(string description) => With(() => DescriptionText = description);

    public ITargetDefinition Executes(params Action[] actions) => With(() => Actions.AddRange(actions.Select(Awaitable)));

    public ITargetDefinition Executes<T>(Func<T> action) => With(() => Actions.Add(async () =>
    {
        // An async lambda with a result lands here as Func<Task<int>>: whoever writes it expects it to be awaited.
        if (action() is Task task)
            await task.ConfigureAwait(false);
    }));

    public ITargetDefinition Executes(Func<Task> action) => With(() => Actions.Add(action));

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string? conditionExpression = null) =>
        With(() => DynamicConditions.Add(new Condition(condition, conditionExpression)));

    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string? conditionExpression = null) =>
        With(() => StaticConditions.Add(new Condition(condition, conditionExpression)));

    public ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements)
        where T : class? => With(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements)
        where T : struct => With(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements) =>
        With(() => Requirements.AddRange([requirement, .. requirements]));

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) => With(() => DependencyBehavior = dependencyBehavior);

    public ITargetDefinition AssuredAfterFailure() => With(() => IsAssuredAfterFailure = true);

    public ITargetDefinition ProceedAfterFailure() => With(() => IsProceedAfterFailure = true);

    public ITargetDefinition Unlisted() => With(() => IsUnlisted = true);

    public ITargetDefinition Produces(params string[] artifacts) => With(() => Products.AddRange(artifacts));

    public ITargetDefinition Partition(int size) => size > 1
        ? With(() => PartitionSize = size)
        : throw new UserMistake($"target '{Name}' asks for {size} partitions; there must be at least 2");

    public ITargetDefinition Base()
    {
        var overridden = ComponentMembers.Overridden(_current)
            ?? throw new UserMistake($"target '{Name}' calls Base(), but '{_current.DeclaringType!.Name}' overrides nothing: for a component's target use Inherit<T>()");
        return InheritFrom(overridden);
    }

    public ITargetDefinition Inherit(params Target[] targets)
    {
        foreach (var target in targets)
            target(this);
        return this;
    }

    public ITargetDefinition Inherit<T>(params Expression<Func<T, Target>>[] targets)
    {
        if (targets.Length == 0)
            return InheritFrom(ComponentMembers.SingleTarget(typeof(T), Name));
        foreach (var target in targets)
            InheritFrom((PropertyInfo)MemberExpressions.MemberOf(target));
        return this;
    }

    private TargetDefinition InheritFrom(PropertyInfo inherited)
    {
        var before = _current;
        _current = inherited;
        ComponentMembers.ValueOf(inherited, build)(this);
        _current = before;
        return this;
    }

    private TargetDefinition With(Action change)
    {
        change();
        return this;
    }

    private static Func<Task> Awaitable(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };
}
