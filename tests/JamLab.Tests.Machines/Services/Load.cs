using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace JamLab.Tests.Machines.Services;

/// <summary>One request: when it was sent since the load began, how long it took, and the answer's first line or what went wrong.</summary>
internal sealed record Answer(TimeSpan At, TimeSpan Took, int Status, string Text);

/// <summary>
/// Asks a URL a fixed number of times a second, whatever the answers take, as many users do; connections are kept for two seconds and then made anew. Every request counts, also those that a
/// patient user would have repeated.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _client;
    private readonly Task _running;
    private readonly long _started = TimeProvider.System.GetTimestamp();

    /// <summary>Connects to <paramref name="proxies"/> in turn from inside <paramref name="network"/>, and trusts the authority only.</summary>
    public Load(Uri url, int perSecond, MachineNetwork network, IReadOnlyList<IPAddress> proxies, X509Certificate2 authority)
    {
        var turn = 0;
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromSeconds(2),
            MaxConnectionsPerServer = 100,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, _, chain, errors) => errors == SslPolicyErrors.None || IsTrusted(chain, authority, errors),
            },
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = network.Socket(AddressFamily.InterNetwork);
                try
                {
                    await socket.ConnectAsync(proxies[Interlocked.Increment(ref turn) % proxies.Count], context.DnsEndPoint.Port, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        _client = new HttpClient(handler) { Timeout = Patience };
        _running = Task.Run(() => RunAsync(url, perSecond));
    }

    public IReadOnlyList<Answer> Answers => [.. _answers];

    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_started);

    public IReadOnlyList<Answer> Failures => [.. _answers.Where(answer => answer.Status != 200).OrderBy(answer => answer.At)];

    /// <summary>How long failures were seen, from the first to the last; zero for none.</summary>
    public TimeSpan Gap => Failures is { Count: > 0 } failures ? failures[^1].At + failures[^1].Took - failures[0].At : TimeSpan.Zero;

    /// <summary>Ends sending and waits for what is under way.</summary>
    public async Task<Load> StopAsync()
    {
        await _end.CancelAsync();
        await _running;
        return this;
    }

    /// <summary>For reports: how many, how fast, what failed.</summary>
    public override string ToString()
    {
        var all = Answers;
        var took = all.Select(answer => answer.Took.TotalMilliseconds).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"{all.Count} requests in {Elapsed.TotalSeconds:0.0} s ({all.Count / Elapsed.TotalSeconds:0}/s), {Failures.Count} failed within {Gap.TotalSeconds:0.0} s, median {took[took.Count / 2]:0.0} ms, slowest {took[^1]:0} ms") +
            string.Concat(Failures.GroupBy(answer => answer.Text).Select(same => $"\n  {same.Count()} x {same.Key}, first after {same.First().At.TotalSeconds:0.0} s"));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _end.Dispose();
    }

    private async Task RunAsync(Uri url, int perSecond)
    {
        var under = new List<Task>();
        for (var sent = 0; !_end.IsCancellationRequested; sent++)
        {
            var due = TimeSpan.FromSeconds((double)sent / perSecond) - Elapsed;
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            under.Add(AskAsync(url));
            if (under.Count > 1000)
                under.RemoveAll(task => task.IsCompleted);
        }

        await Task.WhenAll(under);
    }

    private async Task AskAsync(Uri url)
    {
        var at = Elapsed;
        try
        {
            using var response = await _client.GetAsync(url);
            var text = await response.Content.ReadAsStringAsync();
            _answers.Enqueue(new Answer(at, Elapsed - at, (int)response.StatusCode, response.IsSuccessStatusCode ? text.Trim() : $"status {(int)response.StatusCode}"));
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or OperationCanceledException)
        {
            _answers.Enqueue(new Answer(at, Elapsed - at, 0, failed is OperationCanceledException ? "no answer in time" : (failed.InnerException ?? failed).Message));
        }
    }

    private static bool IsTrusted(X509Chain? chain, X509Certificate2 authority, SslPolicyErrors errors)
    {
        if (chain is null || errors != SslPolicyErrors.RemoteCertificateChainErrors)
            return false;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(chain.ChainElements[0].Certificate);
    }
}
