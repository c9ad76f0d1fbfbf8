using System.Reflection;
using Nuke.Common.Execution;
using Nuke.Common.ValueInjection;

namespace Nuke.Common;

/// <summary>A member whose value comes from the command line, the environment or <c>.nuke/parameters.json</c>, in that order; else its initialiser stands.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public class ParameterAttribute(string? description = null) : ValueInjectionAttributeBase
{
    public virtual string? Description { get; } = description;

    /// <summary>The name, when it is not the member's.</summary>
    public string? Name { get; set; }

    /// <summary>One character that splits a value of a list: with <c>+</c>, <c>a+b</c> are two.</summary>
    public string? Separator { get; set; }

    /// <summary>False leaves the parameter out of help and completion.</summary>
    public virtual bool List { get; set; } = true;

    /// <summary>Where <see cref="ValueProviderMember"/> is declared; the build class when null.</summary>
    public Type? ValueProviderType { get; set; }

    /// <summary>A member of type <c>IEnumerable&lt;string&gt;</c> that names the values that can be typed.</summary>
    public string? ValueProviderMember { get; set; }

    public override object? GetValue(MemberInfo member, object instance) => BuildContext.Current.Parameters?.ValueOf(member, instance);

    public virtual IEnumerable<(string Text, object Object)>? GetValueSet(MemberInfo member, object instance) => null;
}
