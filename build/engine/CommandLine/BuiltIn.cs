namespace Nuke.Common.Execution;

/// <summary>Names of the built-in parameters, as NUKE has them.</summary>
internal static class BuiltIn
{
    public const string Target = "Target";
    public const string Skip = "Skip";
    public const string Root = "Root";
    public const string Profile = "Profile";
    public const string Parallel = "Parallel";
}
