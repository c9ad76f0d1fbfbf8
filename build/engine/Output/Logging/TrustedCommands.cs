namespace Nuke.Common.Output;

/// <summary>
/// Marks what the build itself prints as a workflow command, so that outputs can tell it from the text of tools. A flag of the thread:
/// between <see cref="Begin"/> and its disposal stands one synchronous write.
/// </summary>
internal static class TrustedCommands
{
    [ThreadStatic]
    private static bool active;

    public static bool Active => active;

    public static End Begin()
    {
        active = true;
        return default;
    }

    public readonly struct End : IDisposable
    {
        public void Dispose() => active = false;
    }
}
