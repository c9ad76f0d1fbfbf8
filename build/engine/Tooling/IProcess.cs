namespace Nuke.Common.Tooling;

/// <summary>A process that a target started.</summary>
public interface IProcess : IDisposable
{
    string FileName { get; }

    /// <summary>The arguments with secrets masked.</summary>
    string Arguments { get; }

    string WorkingDirectory { get; }

    /// <summary>The lines so far, unmasked, in the order in which they came; complete once <see cref="WaitForExit"/> returned.</summary>
    IReadOnlyCollection<Output> Output { get; }

    int ExitCode { get; }

    bool HasExited { get; }

    int Id { get; }

    /// <summary>Ends the process and those it started, at once.</summary>
    void Kill();

    /// <summary>Waits for the end and for the last line; false when the timeout passed, and then the process was killed.</summary>
    bool WaitForExit();
}
