using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>The values of a parameter that can be typed, sorted; empty when any can.</summary>
internal static class ValueSets
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    public static IReadOnlyList<string> Of(ParameterAttribute attribute, MemberInfo member, Type type, Type build)
    {
        var instance = BuildContext.Current.Build;
        var values = instance == null ? null : attribute.GetValueSet(member, instance)?.Select(x => x.Text);
        values ??= FromProvider(attribute, build, instance) ?? FromType(ValueConversion.ItemType(type) ?? type);
        return [.. values.Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string>? FromProvider(ParameterAttribute attribute, Type build, object? instance)
    {
        if (attribute.ValueProviderMember is not { } name)
            return null;
        for (var type = attribute.ValueProviderType ?? build; type != null; type = type.BaseType)
        {
            if (type.GetMember(name, Any).FirstOrDefault(x => x is FieldInfo or PropertyInfo) is { } provider)
                return (IEnumerable<string>?)Members.ValueOf(provider, instance) ?? [];
        }

        return null;
    }

    private static IEnumerable<string> FromType(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return Enum.GetNames(type);

        // An enumeration class: static fields of its own type.
        var constants = type.GetFields(BindingFlags.Public | BindingFlags.Static);
        return type.BaseType?.Name == "Enumeration" ? constants.Where(x => x.FieldType == type).Select(x => x.Name) : [];
    }
}
