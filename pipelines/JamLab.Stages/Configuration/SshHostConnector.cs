using System.Net.Sockets;
using JamLab.Convergence;
using JamLab.Stages.Ssh;
using Polly;
using Polly.Retry;
using Renci.SshNet.Common;
using Serilog;

namespace JamLab.Stages.Configuration;

/// <summary>The way to a host over SSH, with its pinned key. The first shell may take a connection that an earlier stage left open.</summary>
internal sealed class SshHostConnector(
    string host, SshEndpoint endpoint, string user, Ed25519KeyPair login, Ed25519KeyPair hostKey, SshPool pool, TimeSpan patience, ILogger log) : IHostConnector
{
    private bool _isFirst = true;

    public string Host => host;

    /// <summary>After how long a silent host is asked whether it is still there, and how long it may take to say so.</summary>
    public TimeSpan Pulse { get; init; } = SshHostShell.UsualPulse;

    public async Task<IHostShell> ConnectAsync(CancellationToken cancellation) => await OpenAsync(cancellation).ConfigureAwait(false);

    /// <summary><see cref="ConnectAsync"/> for who wants to feed scripts.</summary>
    public async Task<ITalkingShell> OpenAsync(CancellationToken cancellation)
    {
        var takesKept = _isFirst;
        _isFirst = false;
        if (takesKept && pool.Take(host) is { } kept)
            return new SshHostShell(host, kept, user, pool, Pulse) { WasOpen = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        Exception? last = null;
        try
        {
            var connection = await Retry(wrong => last = wrong).ExecuteAsync(
                async token => await SshConnection.OpenAsync(endpoint, user, login, hostKey, patience, token).ConfigureAwait(false), limit.Token).ConfigureAwait(false);
            return new SshHostShell(host, connection, user, pool, Pulse);
        }
        catch (SshAuthenticationException refused)
        {
            throw new HostLostException($"{endpoint} does not let '{user}' in: {refused.Message}", "look whether the account and the environment's key are still on the host", refused);
        }
        catch (StageException wrongKey)
        {
            throw new HostLostException(wrongKey.Message, "find out who answers there before anything is sent to it", wrongKey);
        }
        catch (Exception failed) when (failed is SshException or SocketException or IOException or ObjectDisposedException || (failed is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new HostLostException($"{endpoint} cannot be reached: {(last ?? failed).Message}", "is it switched on, and through with booting? `./build.sh Status` and `./build.sh Console` tell; then run again", failed);
        }
    }

    // A host that is booting refuses, or accepts and hangs up; it will be there in a moment.
    private ResiliencePipeline Retry(Action<Exception> failed) => new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is SocketException or IOException or SshConnectionException or SshOperationTimeoutException),
        MaxRetryAttempts = int.MaxValue,
        Delay = TimeSpan.FromMilliseconds(200),
        MaxDelay = TimeSpan.FromSeconds(2),
        BackoffType = DelayBackoffType.Exponential,
        OnRetry = attempt =>
        {
            if (attempt.AttemptNumber == 3)
                log.Information("{Host:l}: does not answer yet ({Problem:l}); trying for up to {Seconds:0} s", host, attempt.Outcome.Exception!.Message, patience.TotalSeconds);
            failed(attempt.Outcome.Exception!);
            return ValueTask.CompletedTask;
        },
    }).Build();
}
