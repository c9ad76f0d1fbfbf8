using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Fields and properties alike: enumerate, read, write.</summary>
internal static class Members
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Fields and properties of a build, most derived class first, then its components; an overridden property once.</summary>
    public static IEnumerable<MemberInfo> Of(Type build)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var type = build; type != null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(Declared))
            {
                if (!field.Name.StartsWith('<'))
                    yield return field;
            }

            foreach (var property in type.GetProperties(Declared))
            {
                if (seen.Add(property.Name))
                    yield return property;
            }
        }

        foreach (var component in build.GetInterfaces())
        {
            if (component == typeof(INukeBuild))
                continue;
            foreach (var property in component.GetProperties(Declared))
            {
                if (!seen.Contains(property.Name) && !seen.Contains(ExplicitName(property)))
                    yield return property;
            }
        }
    }

    public static Type TypeOf(MemberInfo member) => member switch
    {
        FieldInfo field => field.FieldType,
        PropertyInfo property => property.PropertyType,
        _ => throw new ArgumentException(member.Name, nameof(member)),
    };

    public static object? ValueOf(MemberInfo member, object? instance) => member switch
    {
        FieldInfo field => field.GetValue(field.IsStatic ? null : instance),
        PropertyInfo property => property.GetValue(property.GetMethod!.IsStatic ? null : instance),
        _ => throw new ArgumentException(member.Name, nameof(member)),
    };

    /// <summary>False where there is no storage: an expression-bodied property asks with <c>TryGetValue</c> itself.</summary>
    public static bool TrySet(MemberInfo member, object instance, object? value)
    {
        switch (member)
        {
            case FieldInfo field:
                field.SetValue(field.IsStatic ? null : instance, value);
                return true;
            case PropertyInfo { SetMethod: { } setter }:
                setter.Invoke(setter.IsStatic ? null : instance, [value]);
                return true;
            case PropertyInfo { DeclaringType.IsInterface: false } property:
                var storage = property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Declared);
                storage?.SetValue(storage.IsStatic ? null : instance, value);
                return storage != null;
            default:
                return false;
        }
    }

    /// <summary>How the compiler names the explicit implementation of an interface's property.</summary>
    private static string ExplicitName(PropertyInfo property) => $"{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}";
}
