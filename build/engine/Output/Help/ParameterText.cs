using System.Collections;
using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>A parameter in words: as it is typed, of which kind its value is, and what it is now.</summary>
internal static class ParameterText
{
    public static string Dashed(string name) => "--" + ParameterName.Dashed(name);

    public static bool IsSwitch(ParameterMember parameter) => parameter.ValueType == typeof(bool);

    public static bool IsList(ParameterMember parameter) => ItemType(parameter) != parameter.ValueType;

    /// <summary>The type of one value: the parameter's, or its items'.</summary>
    public static Type ItemType(ParameterMember parameter)
    {
        var type = parameter.ValueType;
        var item = type == typeof(string) ? type
            : type.IsArray ? type.GetElementType()!
            : type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0]
            : type;
        return Nullable.GetUnderlyingType(item) ?? item;
    }

    /// <summary>The value's place in the usage: <c>&lt;number&gt;</c>, <c>&lt;text&gt;...</c>; empty for a switch.</summary>
    public static string Placeholder(ParameterMember parameter)
    {
        if (IsSwitch(parameter))
            return "";
        var item = ItemType(parameter);
        var kind = parameter.ValueSet.Count > 0 ? "value"
            : item == typeof(bool) ? "true|false"
            : IsWhole(item) || item == typeof(double) || item == typeof(decimal) || item == typeof(float) ? "number"
            : item == typeof(TimeSpan) ? "time"
            : item.Name == "AbsolutePath" ? "path"
            : "text";
        return IsList(parameter) ? $" <{kind}>..." : $" <{kind}>";
    }

    public static bool IsWhole(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(uint) || type == typeof(short) || type == typeof(byte);

    /// <summary>What the build would use now, or null where there is nothing worth showing.</summary>
    public static string? Current(ParameterMember parameter, object? build)
    {
        if (parameter.IsSecret || ValueOf(parameter.Member, build) is not { } value || value is false)
            return null;
        var text = value is not string && value is IEnumerable many ? string.Join(' ', many.Cast<object?>()) : value.ToString();
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static object? ValueOf(MemberInfo member, object? build)
    {
        try
        {
            return member switch
            {
                PropertyInfo { CanRead: true } property when property.GetMethod!.IsStatic || build is not null => property.GetValue(build),
                FieldInfo field when field.IsStatic || build is not null => field.GetValue(build),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is TargetInvocationException or TargetException or ArgumentException)
        {
            // A getter that needs a run to be under way (a tool on the PATH, say) has no value to show yet.
            return null;
        }
    }
}
