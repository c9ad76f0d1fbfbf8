using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JamLab.Tests.Updates;

/// <summary>
/// Publishers as they document themselves, on the loopback interface: <c>https://host/path</c> is asked for here as <c>/host/path</c>. What was not put there answers 404.
/// </summary>
internal sealed class PublisherServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly ConcurrentDictionary<string, Queue<Answer>> _answers = new(StringComparer.Ordinal);
    private readonly int _port;

    public PublisherServer()
    {
        (_listener, _port) = Listen();
        _ = ServeAsync();
    }

    /// <summary>What was asked for, with the token after a blank where one was shown.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public HttpClient Client() => new(new Detour(_port));

    /// <summary>Puts an answer at an address; several at one are given one after the other, the last one again and again.</summary>
    public PublisherServer At(string address, string body, int status = 200, params (string Name, string Value)[] headers)
    {
        _answers.GetOrAdd(address["https://".Length..], _ => new Queue<Answer>()).Enqueue(new Answer(status, body, headers, null));
        return this;
    }

    /// <summary>Puts an answer there for those who show a token; others hear where to get one.</summary>
    public PublisherServer AtWithToken(string address, string token, string challenge, string body, params (string Name, string Value)[] headers)
    {
        _answers.GetOrAdd(address["https://".Length..], _ => new Queue<Answer>()).Enqueue(new Answer(200, body, headers, (token, challenge)));
        return this;
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                Serve(await _listener.GetContextAsync());
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            return;
        }
    }

    private void Serve(HttpListenerContext context)
    {
        var address = context.Request.RawUrl!.TrimStart('/');
        var token = context.Request.Headers["Authorization"];
        Asked.Enqueue(token is null ? address : $"{address} {token}");
        var answer = Next(address);
        if (answer.Token is { } wanted && token != $"Bearer {wanted.Value}")
            answer = new Answer(401, "", [("WWW-Authenticate", wanted.Challenge)], null);
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            context.Response.Headers.Add(name, value);
        context.Response.Close(Encoding.UTF8.GetBytes(answer.Body), willBlock: false);
    }

    private Answer Next(string address)
    {
        if (!_answers.TryGetValue(address, out var answers))
            return new Answer(404, "nothing here", [], null);
        lock (answers)
            return answers.Count > 1 ? answers.Dequeue() : answers.Peek();
    }

    // HttpListener takes no port 0, and between looking for a free port and taking it somebody else may.
    private static (HttpListener Listener, int Port) Listen()
    {
        while (true)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private sealed record Answer(int Status, string Body, IReadOnlyList<(string Name, string Value)> Headers, (string Value, string Challenge)? Token);

    private sealed class Detour(int port) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var wanted = request.RequestUri!;
            request.RequestUri = new Uri($"http://127.0.0.1:{port}/{wanted.Authority}{wanted.PathAndQuery}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
