using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace JamLab.Tests.Convergence.Support;

/// <summary>Files over http on this machine, with ranges unless told otherwise.</summary>
public sealed class FileServer : IDisposable
{
    private const int Attempts = 20;

    private readonly HttpListener _listener;

    public FileServer()
    {
        (_listener, Address) = Listen();
        _ = ServeAsync();
    }

    public string Address { get; }

    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Only who sends this is served.</summary>
    public string? Authorization { get; init; }

    public bool HasRanges { get; init; } = true;

    /// <summary>What was asked: "/a", or "/a from 5".</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public void Dispose() => _listener.Close();

    // It takes no port 0, and somebody else may take a free one first.
    private static (HttpListener Listener, string Address) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            probe.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add($"{address}/");
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < Attempts)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException or IOException)
            {
                // A client that hung up, or the end of the test.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var range = request.Headers["Range"];
        var from = range is null || !HasRanges ? 0 : int.Parse(range["bytes=".Length..^1]);
        Asked.Enqueue(request.Url!.AbsolutePath + (range is null ? "" : $" from {range["bytes=".Length..^1]}"));
        if (Authorization is not null && request.Headers["Authorization"] != Authorization)
        {
            response.StatusCode = 401;
        }
        else if (!Files.TryGetValue(request.Url.AbsolutePath, out var file))
        {
            response.StatusCode = 404;
        }
        else if (from >= file.Length && from > 0)
        {
            response.StatusCode = 416;
        }
        else
        {
            if (from > 0)
            {
                response.StatusCode = 206;
                response.Headers["Content-Range"] = $"bytes {from}-{file.Length - 1}/{file.Length}";
            }

            response.ContentLength64 = file.Length - from;
            response.OutputStream.Write(file, from, file.Length - from);
        }

        response.Close();
    }
}
