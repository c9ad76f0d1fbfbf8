using System.Reflection;
using Nuke.Common.Execution;
using Serilog;

namespace Nuke.Common.ValueInjection;

/// <summary>Fills a member of the build before anything runs.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
#pragma warning disable CA1710 // NUKE's name.
public abstract class ValueInjectionAttributeBase : Attribute
#pragma warning restore CA1710
{
    public INukeBuild? Build { get; internal set; }

    /// <summary>Higher ones are injected first; parameters always before.</summary>
    public virtual int Priority => 0;

    public virtual bool SuppressWarnings => false;

    public abstract object? GetValue(MemberInfo member, object instance);

    /// <summary>The value, or null with a warning where it cannot be had.</summary>
    public object? TryGetValue(MemberInfo member, object instance)
    {
        try
        {
            return GetValue(member, instance);
        }
#pragma warning disable CA1031 // Whatever a tool's look-up throws, the targets that do not need it can run.
        catch (Exception exception) when (exception is not UserMistake)
#pragma warning restore CA1031
        {
            if (!SuppressWarnings && !member.IsDefined(typeof(OptionalAttribute), inherit: true))
                Log.Warning("Could not inject a value for {Member}: {Cause}", member.Name, Failures.Describe(exception));
            return null;
        }
    }

    protected static T? GetMemberValueOrNull<T>(string? memberName, object instance) =>
        memberName == null ? default : GetMemberValue<T>(memberName, instance);

    protected static T? GetMemberValue<T>(string memberName, object instance)
    {
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var member = instance.GetType().GetMember(memberName, any).FirstOrDefault()
            ?? throw new UserMistake($"'{instance.GetType().Name}' has no member '{memberName}'");
        return (T?)Members.ValueOf(member, instance);
    }
}
