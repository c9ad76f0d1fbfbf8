using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>The reflection behind <c>Base</c>, <c>Inherit</c> and the component forms of the edges.</summary>
internal static class ComponentMembers
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static PropertyInfo SingleTarget(Type component, string usedBy)
    {
        var targets = component.GetProperties(Instance).Where(x => x.PropertyType == typeof(Target)).ToList();
        return targets.Count == 1
            ? targets[0]
            : throw new UserMistake($"target '{usedBy}' names the component '{component.Name}' without a target, but it has "
                + (targets.Count == 0 ? "none" : $"{targets.Count} ({string.Join(", ", targets.Select(x => x.Name))}): write x => x.{targets[0].Name}"));
    }

    /// <summary>The property of a base class that this one overrides, or null.</summary>
    public static PropertyInfo? Overridden(PropertyInfo property)
    {
        var getter = property.GetMethod!;
        if (getter.GetBaseDefinition() == getter)
            return null;
        for (var type = property.DeclaringType!.BaseType; type != null; type = type.BaseType)
        {
            if (type.GetProperty(property.Name, Instance | BindingFlags.DeclaredOnly) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>What this very declaration returns, even where the build overrides it.</summary>
    public static Target ValueOf(PropertyInfo property, NukeBuild build)
    {
        var address = property.GetMethod!.MethodHandle.GetFunctionPointer();
        return ((Func<Target>)Activator.CreateInstance(typeof(Func<Target>), build, address)!)();
    }
}
