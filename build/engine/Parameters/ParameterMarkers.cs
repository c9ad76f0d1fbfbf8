namespace Nuke.Common;

/// <summary>The value prints as <c>***</c> wherever it turns up.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class SecretAttribute : Attribute;

/// <summary>The parameter must have a value, whichever targets run.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class RequiredAttribute : Attribute;

/// <summary>A value that cannot be injected stays null without a warning.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class OptionalAttribute : Attribute;

/// <summary>The value is injected only into a target that requires it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Class)]
public sealed class OnDemandAttribute : Attribute;

/// <summary>Stands before the names of all parameters of a component.</summary>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class ParameterPrefixAttribute(string prefix) : Attribute
{
    /// <summary>Without a trailing <c>Prefix</c>, so that <c>nameof(GitHubPrefix)</c> can be written.</summary>
    public string Prefix { get; } = prefix.EndsWith("Prefix", StringComparison.Ordinal) ? prefix[..^6] : prefix;
}
