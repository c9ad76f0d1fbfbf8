namespace Nuke.Common.Execution;

/// <summary>The words after a bare <c>--</c> are the values of the build's parameter of this name.</summary>
internal static class Passthrough
{
    public const string ParameterName = "Arguments";
}
