using System.Reflection;
using Nuke.Common.IO;
using Nuke.Common.ValueInjection;

namespace Nuke.Common.Tooling;

/// <summary>Fills a <see cref="Tool"/> member with an executable of the repository; the path starts at the root directory.</summary>
public sealed class LocalPathAttribute(string absoluteOrRelativePath) : ValueInjectionAttributeBase
{
    public string AbsoluteOrRelativePath { get; } = absoluteOrRelativePath;

    public override object? GetValue(MemberInfo member, object instance) =>
        ToolResolver.GetTool(
            PathConstruction.HasPathRoot(AbsoluteOrRelativePath)
                ? AbsoluteOrRelativePath
                : NukeBuild.RootDirectory / AbsoluteOrRelativePath);
}
