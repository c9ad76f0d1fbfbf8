namespace Nuke.Common.Execution;

/// <summary>Which target the current flow of control belongs to, so that output written anywhere below it can be told apart when targets run side by side.</summary>
internal static class TargetScope
{
    private static readonly AsyncLocal<ExecutableTarget?> Ambient = new();

    public static ExecutableTarget? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }
}
