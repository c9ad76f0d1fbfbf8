using System.Linq.Expressions;
using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Makes the graph: every property of type <see cref="Target"/> is a node, what the definitions name are the edges.</summary>
internal static class TargetFactory
{
    public static List<ExecutableTarget> CreateAll(NukeBuild build, IReadOnlyList<LambdaExpression> defaults)
    {
        var defaultNames = defaults.Select(x => ShortName(MemberExpressions.MemberOf(x))).ToHashSet(StringComparer.Ordinal);
        var targets = new List<ExecutableTarget>();
        foreach (var member in Members.Of(build.GetType()))
        {
            if (member is PropertyInfo { GetMethod.IsStatic: false } property && property.PropertyType == typeof(Target))
                targets.Add(Create(build, property, defaultNames));
        }

        CheckNames(targets);
        new TargetEdges(targets).Apply();
        return targets;
    }

    private static ExecutableTarget Create(NukeBuild build, PropertyInfo property, HashSet<string> defaultNames)
    {
        var name = ShortName(property);
        var factory = (Target?)property.GetValue(build) ?? throw new UserMistake($"target '{name}' is null: write Target {name} => _ => _");
        var definition = new TargetDefinition(build, property, name);
        factory(definition);
        return new ExecutableTarget
        {
            Name = name,
            Member = property,
            Factory = factory,
            Definition = definition,
            Description = definition.DescriptionText,
            Listed = !definition.IsUnlisted,
            IsDefault = defaultNames.Contains(name),
        };
    }

    // An explicit implementation is called Namespace.IComponent.Target.
    private static string ShortName(MemberInfo member) => member.Name[(member.Name.LastIndexOf('.') + 1)..];

    private static void CheckNames(List<ExecutableTarget> targets)
    {
        var problems = targets.GroupBy(x => x.Name, StringComparer.OrdinalIgnoreCase).Where(x => x.Count() > 1)
            .Select(x => $"target '{x.Key}' is declared by {string.Join(" and by ", x.Select(y => $"'{y.Member!.DeclaringType!.Name}'"))}; names must differ in more than case")
            .ToList();
        if (problems.Count > 0)
            throw new UserMistake(problems);
    }
}
