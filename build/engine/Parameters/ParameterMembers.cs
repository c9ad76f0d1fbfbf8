using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Finds the parameters of a build class.</summary>
internal static class ParameterMembers
{
    /// <summary>The build's own parameters first, then the built-in ones.</summary>
    public static IReadOnlyList<ParameterMember> Of(Type build)
    {
        var own = new List<ParameterMember>();
        var builtIn = new List<ParameterMember>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in Members.Of(build))
        {
            if (!member.IsDefined(typeof(ParameterAttribute), inherit: true))
                continue;
            var parameter = Create(member, build);
            if (names.Add(parameter.Name))
                (parameter.IsBuiltIn ? builtIn : own).Add(parameter);
        }

        own.AddRange(builtIn);
        return own;
    }

    public static string NameOf(MemberInfo member)
    {
        var prefix = member.DeclaringType is { IsInterface: true } component
            ? component.GetCustomAttribute<ParameterPrefixAttribute>()?.Prefix
            : null;
        return prefix + (member.GetCustomAttribute<ParameterAttribute>()?.Name ?? member.Name);
    }

    private static ParameterMember Create(MemberInfo member, Type build)
    {
        var attribute = member.GetCustomAttribute<ParameterAttribute>(inherit: true)!;
        var type = Members.TypeOf(member);
        type = Nullable.GetUnderlyingType(type) ?? type;
        return new ParameterMember(
            NameOf(member).Replace("-", "", StringComparison.Ordinal),
            member,
            attribute.Description?.TrimEnd('.'),
            type,
            attribute.Separator,
            IsSecret: member.IsDefined(typeof(SecretAttribute), inherit: true),
            IsRequired: member.IsDefined(typeof(RequiredAttribute), inherit: true),
            IsBuiltIn: member.DeclaringType == typeof(NukeBuild),
            attribute.List,
            new LazyList(() => ValueSets.Of(attribute, member, type, build)));
    }
}
