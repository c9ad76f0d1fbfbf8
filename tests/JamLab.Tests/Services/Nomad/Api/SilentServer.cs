using System.Net;
using System.Net.Sockets;

namespace JamLab.Tests.Services.Nomad.Api;

/// <summary>Takes connections and says nothing.</summary>
internal sealed class SilentServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task<Socket> _accepted;

    public SilentServer()
    {
        _listener.Start();
        _accepted = _listener.AcceptSocketAsync();
    }

    public EndPoint Address => _listener.LocalEndpoint;

    public Task Connected => _accepted;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        try
        {
            (await _accepted).Dispose();
        }
        catch (SocketException)
        {
            // Nobody came.
        }
    }
}
