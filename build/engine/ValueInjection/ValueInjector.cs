using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Execution;

/// <summary>Fills the members whose attributes know where their values come from: paths of tools and the like.</summary>
internal sealed class ValueInjector(ParameterValues parameters)
{
    private readonly Dictionary<MemberInfo, object?> _values = [];

    /// <summary>All but parameters (done before) and what is filled on demand.</summary>
    public void InjectAll(NukeBuild build)
    {
        var members = Members.Of(build.GetType())
            .Where(x => x.IsDefined(typeof(ValueInjectionAttributeBase), inherit: true) && !x.IsDefined(typeof(ParameterAttribute), inherit: true) && !IsOnDemand(x))
            .ToList();
        if (members.Count > 1)
            members = [.. members.OrderByDescending(x => x.GetCustomAttribute<ValueInjectionAttributeBase>(inherit: true)!.Priority)];
        foreach (var member in members)
            Inject(member, build);
    }

    public void InjectOnDemand(MemberInfo member, NukeBuild build)
    {
        if (IsOnDemand(member) && Members.TypeOf(member) is { IsValueType: false } && Members.ValueOf(member, build) == null)
            Inject(member, build);
    }

    /// <summary>The value of a member as its attribute gives it, asked once; null when it has no such attribute.</summary>
    public object? ValueOf(MemberInfo member, INukeBuild build)
    {
        lock (_values)
        {
            if (_values.TryGetValue(member, out var value))
                return value;
            var attribute = member.GetCustomAttribute<ValueInjectionAttributeBase>(inherit: true);
            if (attribute is null or ParameterAttribute)
                return parameters.ValueOf(member, build);
            attribute.Build = build;
            return _values[member] = attribute.TryGetValue(member, build);
        }
    }

    private static bool IsOnDemand(MemberInfo member) =>
        member.IsDefined(typeof(OnDemandAttribute), inherit: true) || member.DeclaringType!.IsDefined(typeof(OnDemandAttribute), inherit: true);

    private void Inject(MemberInfo member, NukeBuild build)
    {
        if (ValueOf(member, build) is { } value)
            Members.TrySet(member, build, value);
    }
}
