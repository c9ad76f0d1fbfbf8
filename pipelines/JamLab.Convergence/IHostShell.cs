namespace JamLab.Convergence;

/// <summary>A root shell on a host: the one seam to the world.</summary>
public interface IHostShell : IAsyncDisposable
{
    /// <summary>Whether its connection was open before somebody asked for it, so that it may have died unnoticed.</summary>
    bool WasOpen => false;

    /// <summary>
    /// Runs one script in one exec as root, over stdin. <paramref name="onLine"/> is told every line of stdout while it runs.
    /// Throws <see cref="HostLostException"/> when the connection breaks; a script that fails is a result.
    /// </summary>
    Task<ShellResult> RunAsync(HostText script, Action<string>? onLine, CancellationToken cancellation);
}

/// <summary>What a script printed, and how it ended.</summary>
public sealed record ShellResult(int ExitCode, string Output, string Errors);

/// <summary>A way to a host: connects anew each time.</summary>
public interface IHostConnector
{
    /// <summary>The host's name as messages show it.</summary>
    string Host { get; }

    /// <summary>Opens a shell; throws <see cref="HostLostException"/> when that is not possible.</summary>
    Task<IHostShell> ConnectAsync(CancellationToken cancellation);
}

/// <summary>A host could not be reached, or was lost in the middle. <see cref="WayOut"/> says what to do.</summary>
public sealed class HostLostException(string message, string wayOut, Exception? cause = null) : Exception(message, cause)
{
    public string WayOut { get; } = wayOut;
}

/// <summary>A host was asked and gave no usable answer, or did not become what it should. <see cref="WayOut"/> says what to do.</summary>
public sealed class HostFailedException(string message, string wayOut) : Exception(message)
{
    public string WayOut { get; } = wayOut;
}
