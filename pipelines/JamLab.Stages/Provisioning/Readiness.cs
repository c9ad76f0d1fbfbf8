using System.Net.Sockets;
using System.Text;
using JamLab.Inventory.Model;
using JamLab.Stages.Processes;
using JamLab.Stages.Provisioning.Machines;
using JamLab.Stages.Ssh;
using Polly;
using Polly.Retry;
using Renci.SshNet.Common;
using Serilog;

namespace JamLab.Stages.Provisioning;

/// <summary>
/// Waits until a machine is ready: SSH answers with the pinned host key, and cloud-init, where there is one, is done. Guests under TCG
/// take a minute or two; what their serial console says meanwhile is shown, and ends up in the error.
/// </summary>
public sealed class Readiness(EnvironmentKeys keys, SshPool pool, ILogger log, TimeProvider time)
{
    /// <summary>How long a machine may take where the inventory does not say (<c>ready_within</c>): three guests at once on two cores under TCG need about two minutes, a container seconds.</summary>
    public static TimeSpan LimitOf(HypervisorKind hypervisor) => TimeSpan.FromMinutes(hypervisor == HypervisorKind.Nspawn ? 2 : 10);

    // Exit codes of cloud-init status: 0 done, 1 error, 2 done with recoverable errors (since 23.4). It is also content when the
    // network could not be configured, so that the addresses are looked at too: without its own a machine talks to the world instead of to the lab.
    private const string Script = """
        if command -v cloud-init >/dev/null 2>&1; then
          cloud-init status --wait >/dev/null 2>&1
          code=$?
          if [ $code != 0 ]; then cloud-init status --long 2>&1; fi
          if [ $code = 1 ]; then exit 1; fi
        fi
        for address in $ADDRESSES; do
          tries=0
          until ip -o -4 address show up | grep -qF " $address/"; do
            tries=$((tries + 1))
            if [ $tries -gt 50 ]; then echo "no interface has the address $address"; ip -br address; exit 3; fi
            sleep 0.2
          done
        done
        exit ${code:-0}
        """;

    public async Task WaitAsync(Host host, MachineFolder folder, SshEndpoint endpoint, CancellationToken cancellation)
    {
        string name = host.Name;
        var started = time.GetTimestamp();
        var patience = TimeSpan.FromSeconds(2);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(host.Machine?.ReadyWithin?.Value ?? LimitOf(folder.Hypervisor));
        using var progress = time.CreateTimer(_ => Tell(name, folder, started), null, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));
        Exception? last = null;
        try
        {
            await Retry(folder, exception => last = exception)
                .ExecuteAsync(async token =>
                {
                    // Short at first: a connection that was made before the guest listens may never be answered. Longer later: a busy guest is slow.
                    patience = TimeSpan.FromSeconds(Math.Min(30, patience.TotalSeconds * 1.5));
                    await TryOnceAsync(host, endpoint, patience, token).ConfigureAwait(false);
                }, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && exception is not StageException)
        {
            var why = folder.Process is null ? "its process ended" : !folder.IsWhole ? "what forwards its SSH or its network ended" : $"not ready after {time.GetElapsedTime(started):m\\:ss}: {(last ?? exception).Message}";
            throw new StageException($"{name} did not come up: {why}",
                $"the last lines of its serial console ({folder.SerialLog}):\n{string.Join('\n', folder.SerialTail(20).Select(line => $"  | {line}"))}");
        }

        folder.MarkReady();
        log.Information("{Machine:l}: ready after {Seconds:0.0} s, ssh {Endpoint:l}", name, time.GetElapsedTime(started).TotalSeconds, endpoint.ToString());
    }

    /// <summary>Whether sshd greets (RFC 4253, section 4.2) within a short time: enough for a machine that was seen ready before.</summary>
    public static async Task<bool> GreetsAsync(SshEndpoint endpoint, TimeSpan patience, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, limit.Token).ConfigureAwait(false);
            var greeting = new byte[4];
            await socket.GetStream().ReadExactlyAsync(greeting, limit.Token).ConfigureAwait(false);
            return Encoding.ASCII.GetString(greeting) == "SSH-";
        }
        catch (Exception exception) when (exception is SocketException or IOException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task TryOnceAsync(Host host, SshEndpoint endpoint, TimeSpan patience, CancellationToken cancellation)
    {
        // A forwarded port accepts before the guest listens; its greeting is what tells, and asking for it costs the guest little.
        if (!await GreetsAsync(endpoint, patience, cancellation).ConfigureAwait(false))
            throw new SshConnectionException("SSH does not answer yet");
        var connection = await SshConnection.OpenAsync(
            endpoint, EnvironmentKeys.AdminUser, keys.Login, keys.Host(host.Name), TimeSpan.FromSeconds(60), cancellation).ConfigureAwait(false);
        ProcessResult result;
        try
        {
            result = await connection.RunAsync($"ADDRESSES='{string.Join(' ', host.Nics.Select(nic => nic.Address))}'\n{Script}", cancellation).ConfigureAwait(false);
        }
        finally
        {
            pool.Keep(host.Name, connection);
        }

        switch (result.ExitCode)
        {
            case 0:
                return;
            case 2:
                log.Warning("{Machine:l}: cloud-init had recoverable errors\n{Status:l}", host.Name.Value, result.Output.TrimEnd());
                return;
            default:
                throw new StageException($"{host.Name}: its first boot did not go well", (result.Output + result.Errors).Trim());
        }
    }

    private static ResiliencePipeline Retry(MachineFolder folder, Action<Exception> failed) =>
        new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            // Permission denied too: sshd may be up before cloud-init has put the key in place.
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is SshException or SocketException or IOException or ObjectDisposedException && folder.IsWhole),
            MaxRetryAttempts = int.MaxValue,
            Delay = TimeSpan.FromMilliseconds(250),
            MaxDelay = TimeSpan.FromSeconds(2),
            BackoffType = DelayBackoffType.Exponential,
            OnRetry = arguments =>
            {
                failed(arguments.Outcome.Exception!);
                return ValueTask.CompletedTask;
            },
        }).Build();

    private void Tell(string name, MachineFolder folder, long started) =>
        log.Information("{Machine:l}: waiting ({Seconds:0} s) {Line:l}", name, time.GetElapsedTime(started).TotalSeconds, string.Concat(folder.SerialTail(1)));
}
