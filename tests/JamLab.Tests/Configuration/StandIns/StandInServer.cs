using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JamLab.Tests.Configuration.StandIns;

/// <summary>A small HTTP server that answers as a product's published API description says.</summary>
internal abstract class StandInServer : IDisposable
{
    private readonly HttpListener _listener = new();

    protected StandInServer()
    {
        var port = FreePort();
        Address = $"http://127.0.0.1:{port}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _ = AnswerAllAsync();
    }

    public string Address { get; }

    /// <summary>Status and body of the answer; called one at a time.</summary>
    protected abstract (int Status, string Body) Answer(string method, string pathAndQuery, Func<string, string?> header, string body);

    public void Dispose() => _listener.Close();

    private async Task AnswerAllAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream);
            var (status, body) = Answer(context.Request.HttpMethod, context.Request.Url!.PathAndQuery, name => context.Request.Headers[name], await reader.ReadToEndAsync());
            context.Response.StatusCode = status;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
