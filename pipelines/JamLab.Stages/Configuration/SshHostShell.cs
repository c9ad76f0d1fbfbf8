using System.Net.Sockets;
using JamLab.Convergence;
using JamLab.Stages.Processes;
using JamLab.Stages.Ssh;
using Renci.SshNet.Common;

namespace JamLab.Stages.Configuration;

/// <summary>A root shell over SSH: as root, or through sudo without a password. Closing it leaves the connection to the next stage.</summary>
internal sealed class SshHostShell(string host, SshConnection connection, string user, SshPool pool, TimeSpan pulse) : ITalkingShell
{
    private bool _isLost;

    /// <summary>How long a host may stay silent on a question that costs it nothing. Its work may take as long as it likes.</summary>
    public static readonly TimeSpan UsualPulse = TimeSpan.FromSeconds(20);

    // The account's startup files may have left any PATH and language. Every login shell understands this, csh and fish too.
    private string Shell => "exec /usr/bin/env LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin " + (user == "root" ? "sh -s" : "sudo -n -- sh -s");

    public bool WasOpen { get; init; }

    public Task<ShellResult> RunAsync(HostText script, Action<string>? onLine, CancellationToken cancellation) =>
        GuardAsync(
            alive =>
            {
                // The library waits for a silent peer whatever the token says, and partly without giving the thread back.
                void Tell(string line)
                {
                    if (!alive.IsCancellationRequested)
                        onLine?.Invoke(line);
                }

                return connection.RunAsync(script.Reveal(), alive, Shell, Tell);
            },
            cancellation);

    public Task<ShellResult> TalkAsync(HostText script, Func<Stream, Stream, CancellationToken, Task> talk, CancellationToken cancellation) =>
        GuardAsync(alive => connection.TalkAsync(script.Reveal(), talk, Shell, alive), cancellation);

    private async Task<ShellResult> GuardAsync(Func<CancellationToken, Task<ProcessResult>> run, CancellationToken cancellation)
    {
        using var alive = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = WatchAsync(alive);
        ProcessResult result;
        try
        {
            result = await Task.Run(() => run(alive.Token), alive.Token).WaitAsync(alive.Token).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is SshException or SocketException or IOException or ObjectDisposedException || (failed is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            var problem = failed is OperationCanceledException ? $"nothing came from it for {pulse.TotalSeconds:0.#} s" : failed.Message;
            _isLost = true;
            throw new HostLostException($"{host} does not answer any more: {problem}", "find out whether it is up, then run again", failed);
        }
        finally
        {
            await alive.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }

        if (result.ExitCode == -1)
            throw new HostLostException($"{host} ended the session in the middle (it is shutting down, or the script was killed)", "run again when it is up: the host is asked anew and only what is missing is done");
        return result.ExitCode != 0 && Refusal(result) is { } refusal
            ? throw refusal
            : new ShellResult(result.ExitCode, result.Output, result.Errors);
    }

    public ValueTask DisposeAsync()
    {
        // Taking leave of a peer that does not answer takes long too, and nobody needs to wait for it.
        if (_isLost)
            _ = Task.Run(connection.Dispose);
        else
            pool.Keep(host, connection);
        return ValueTask.CompletedTask;
    }

    private HostFailedException? Refusal(ProcessResult result)
    {
        var allow = $"on the host: echo '{user} ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/{user}";
        // Also what it says of accounts that may not use it at all: without asking it does not find out.
        if (result.Errors.Contains("a password is required", StringComparison.Ordinal) || result.Errors.Contains("a terminal is required", StringComparison.Ordinal))
            return new HostFailedException($"sudo asks '{user}' for a password", $"let the account use sudo without one, {allow}");
        if (result.Errors.Contains("is not in the sudoers file", StringComparison.Ordinal) || result.Errors.Contains("may not run sudo", StringComparison.Ordinal))
            return new HostFailedException($"'{user}' may not use sudo", $"allow it, {allow}");
        return result.ExitCode == 127 && result.Errors.Contains("sudo", StringComparison.Ordinal)
            ? new HostFailedException("there is no sudo", "install it on the host, or log in as root")
            : null;
    }

    // A peer that vanished without a word (power, cable) shows only when it is asked something.
    private async Task WatchAsync(CancellationTokenSource alive)
    {
        try
        {
            while (true)
            {
                await Task.Delay(pulse, alive.Token).ConfigureAwait(false);
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(alive.Token);
                patience.CancelAfter(pulse);
                try
                {
                    await Task.Run(() => connection.RunAsync(":\n", patience.Token), patience.Token).WaitAsync(patience.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!alive.IsCancellationRequested)
                {
                    await alive.CancelAsync().ConfigureAwait(false);
                }
                catch (Exception failed) when (failed is SshException or SocketException or IOException or ObjectDisposedException)
                {
                    // A refusal (MaxSessions) is an answer too; a connection that broke ends the script by itself.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The script ended.
        }
    }
}
