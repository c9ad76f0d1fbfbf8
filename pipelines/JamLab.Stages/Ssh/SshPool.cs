using System.Collections.Concurrent;

namespace JamLab.Stages.Ssh;

/// <summary>Connections that a stage left open for the next one of the same run, by host.</summary>
public sealed class SshPool : IDisposable
{
    private readonly ConcurrentDictionary<string, SshConnection> _idle = new(StringComparer.Ordinal);

    /// <summary>Keeps a connection for whoever needs the host next; a second one for the same host is closed.</summary>
    public void Keep(string host, SshConnection connection)
    {
        if (!connection.IsOpen || !_idle.TryAdd(host, connection))
            connection.Dispose();
    }

    /// <summary>An open connection, which the caller then owns; null when there is none.</summary>
    public SshConnection? Take(string host)
    {
        if (!_idle.TryRemove(host, out var connection))
            return null;
        if (connection.IsOpen)
            return connection;
        connection.Dispose();
        return null;
    }

    public void Dispose()
    {
        foreach (var host in _idle.Keys)
            Take(host)?.Dispose();
    }
}
