using System.Reflection;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Tooling;

/// <summary>Fills a <see cref="Tool"/> member with the executable on PATH, or the one that <c>NAME_EXE</c> points to.</summary>
public sealed class PathVariableAttribute(string? name = null) : ValueInjectionAttributeBase
{
    public string? Name { get; } = name;

    public override object? GetValue(MemberInfo member, object instance)
    {
        var name = Name ?? member.Name;
        // A member is called Git, the executable git: the name is tried as it is, then in lower case.
        return ToolResolver.TryGetEnvironmentTool(name)
            ?? ToolResolver.GetPathTool(
                ToolPathResolver.TryGetPathExecutable(name) is null ? name.ToLowerInvariant() : name);
    }
}
