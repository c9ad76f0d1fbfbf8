using System.Net.Sockets;
using JamLab.Inventory.Model;
using JamLab.Stages.Ssh;
using Renci.SshNet.Common;

namespace JamLab.Stages.Provisioning;

/// <summary>
/// Logs in to machines that were ready when they were seen last, while it is still being found out whether anything must change: a host costs the most by being connected to,
/// and whoever configures it next takes the connection over.
/// </summary>
internal sealed class EarlyLogins : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SshPool _pool;
    private readonly SemaphoreSlim _turns;
    private readonly CancellationTokenSource _giveUp;
    private readonly Dictionary<string, Task<SshConnection?>> _logins;

    public EarlyLogins(MachineSet machines, IEnumerable<Host> hosts, SshPool pool, int atOnce, CancellationToken cancellation)
    {
        _pool = pool;
        _turns = new SemaphoreSlim(atOnce);
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ready = hosts.Select(host => host.Name.Value).Where(name => machines.Folder(name) is { WasReady: true, Process: not null } && machines.Endpoint(name) is not null).ToList();
        // On other threads from the start: the library does much of it before it first waits.
        _logins = ready.ToDictionary(name => name, name => Task.Run(() => OpenAsync(machines, name), CancellationToken.None));
    }

    /// <summary>Leaves the connection to the next stage; false when there is none, for whatever reason.</summary>
    public async Task<bool> KeepAsync(string name)
    {
        if (!_logins.Remove(name, out var login) || await login.ConfigureAwait(false) is not { } connection)
            return false;
        _pool.Keep(name, connection);
        return true;
    }

    /// <summary>Closes what nobody kept: connections to machines that are being changed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _giveUp.CancelAsync().ConfigureAwait(false);
        foreach (var login in _logins.Values)
            (await login.ConfigureAwait(false))?.Dispose();
        _giveUp.Dispose();
        _turns.Dispose();
    }

    // Why it did not work is found out by those who wait for the machine; here it only was not worth waiting.
    private async Task<SshConnection?> OpenAsync(MachineSet machines, string name)
    {
        try
        {
            await _turns.WaitAsync(_giveUp.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        try
        {
            return await SshConnection.OpenAsync(machines.Endpoint(name)!, EnvironmentKeys.AdminUser, machines.Keys.Login, machines.Keys.Host(name), Patience, _giveUp.Token).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is SshException or SocketException or IOException or ObjectDisposedException or StageException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            _turns.Release();
        }
    }
}
