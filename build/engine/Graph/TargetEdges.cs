using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Finds the targets that definitions name. They name them by delegate, as C# gives no other way to name a property.</summary>
internal sealed class TargetEdges(IReadOnlyList<ExecutableTarget> targets)
{
    private readonly Dictionary<Target, ExecutableTarget> _byFactory = ByFactory(targets);
    private readonly ILookup<MethodInfo, ExecutableTarget> _byMethod = targets.ToLookup(x => x.Factory!.Method);

    public void Apply()
    {
        foreach (var target in targets)
        {
            var definition = target.Definition!;
            foreach (var other in Find(target, definition.DependsOnTargets))
                Add(target.ExecutionDependencies, other);
            foreach (var other in Find(target, definition.DependentForTargets))
                Add(other.ExecutionDependencies, target);
            foreach (var other in Find(target, definition.AfterTargets))
                Add(target.OrderDependencies, other);
            foreach (var other in Find(target, definition.BeforeTargets))
                Add(other.OrderDependencies, target);
            foreach (var other in Find(target, definition.TriggersTargets))
                AddTrigger(target, other);
            foreach (var other in Find(target, definition.TriggeredByTargets))
                AddTrigger(other, target);
            foreach (var (factory, artifacts) in definition.Consumed)
            {
                var producer = Find(target, factory);
                target.ArtifactDependencies.Add((producer, artifacts.Length > 0 ? artifacts : producer.Definition!.Products));
            }
        }
    }

    private static Dictionary<Target, ExecutableTarget> ByFactory(IReadOnlyList<ExecutableTarget> targets)
    {
        var result = new Dictionary<Target, ExecutableTarget>();
        foreach (var target in targets)
            result.TryAdd(target.Factory!, target);
        return result;
    }

    private static void AddTrigger(ExecutableTarget from, ExecutableTarget to)
    {
        Add(from.Triggers, to);
        Add(to.TriggerDependencies, from);
    }

    private static void Add(List<ExecutableTarget> edges, ExecutableTarget target)
    {
        if (!edges.Contains(target))
            edges.Add(target);
    }

    private IEnumerable<ExecutableTarget> Find(ExecutableTarget user, IEnumerable<Target> factories) => factories.Select(x => Find(user, x));

    private ExecutableTarget Find(ExecutableTarget user, Target? factory)
    {
        if (factory != null && _byFactory.TryGetValue(factory, out var target))
            return target;

        // A lambda that captures a local is a new delegate on every call, but the same method.
        var sameMethod = factory == null ? [] : _byMethod[factory.Method].ToList();
        return sameMethod.Count == 1
            ? sameMethod[0]
            : throw new UserMistake($"target '{user.Name}' names a target that is not a property of the build or of its components");
    }
}
