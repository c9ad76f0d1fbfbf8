using JamLab.Convergence;

namespace JamLab.Stages.Ssh;

/// <summary>A root shell whose scripts can be fed and can give bytes while they run.</summary>
public interface ITalkingShell : IHostShell
{
    /// <summary>
    /// Runs one script in one exec as <see cref="IHostShell.RunAsync"/> does, and hands its stdout and stdin to <paramref name="talk"/>; when that ends, stdin is closed and the script's end waited for.
    /// Nothing may be written before the script has printed something: its shell would take it for more of the script.
    /// </summary>
    Task<ShellResult> TalkAsync(HostText script, Func<Stream, Stream, CancellationToken, Task> talk, CancellationToken cancellation);
}
