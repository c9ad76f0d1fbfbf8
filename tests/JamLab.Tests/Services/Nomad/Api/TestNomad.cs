using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace JamLab.Tests.Services.Nomad.Api;

/// <summary>A Nomad server on the loopback with TLS, written from the published description of its API, which each request and answer must fit.</summary>
internal sealed class TestNomad : IAsyncDisposable
{
    public const string Token = "8a6f1c52-1111-2222-3333-444455556666";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Asked, Fault Fault)> _faults = new();
    private readonly ConcurrentQueue<string> _mistakes = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentDictionary<string, int> _blocked = new();
    private TaskCompletionSource _blocking = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TestNomad(WebApplication app)
    {
        _app = app;
        Scheduler = new NomadScheduler(State);
        Routes = new NomadRoutes(State, Scheduler);
    }

    public NomadState State { get; } = new();

    public NomadScheduler Scheduler { get; }

    public NomadRoutes Routes { get; }

    /// <summary>What tokens are answered with that are not <see cref="Token"/>.</summary>
    public (int Status, string Body) Denial { get; set; } = (403, "Permission denied");

    public IPEndPoint Address { get; private set; } = null!;

    /// <summary>Every request so far: method, path and query.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <param name="certificate">The name that the server's certificate bears.</param>
    /// <param name="pki">Who signed it; the lab's authority unless given.</param>
    /// <param name="wantsCertificate">Whether only clients with a certificate are let in, as with verify_https_client.</param>
    public static async Task<TestNomad> StartAsync(string certificate = "server.global.nomad", TestPki? pki = null, bool wantsCertificate = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.UseHttps((pki ?? TestPki.Shared).For(certificate), https =>
            {
                https.ClientCertificateMode = wantsCertificate ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate;
                https.ClientCertificateValidation = (shown, _, _) => shown.Subject == "CN=cli.global.nomad";
            });
        }));
        var nomad = new TestNomad(builder.Build());
        nomad._app.Run(nomad.AnswerAsync);
        await nomad._app.StartAsync();
        nomad.Address = IPEndPoint.Parse(new Uri(nomad._app.Urls.First()).Authority);
        foreach (var name in new[] { "vs0", "vs1", "vs2" })
            nomad.State.Nodes.Add((name, $"0000000{name[^1]}-1234-4567-89ab-0123456789ab", true));
        return nomad;
    }

    /// <summary>The next request of this "METHOD /v1/path" (of any below it, when it ends with a slash) meets this fault; each fault is met once, in order.</summary>
    public void Fail(string asked, params Fault[] faults)
    {
        foreach (var fault in faults)
            _faults.Enqueue((asked, fault));
    }

    /// <summary>Waits until a blocking query of this path waits for a change.</summary>
    public Task BlockedAsync(string path) => UntilAsync(() => IsBlocked(path));

    /// <summary>Waits until none waits any more: a server notices late that who asked has hung up.</summary>
    public Task UnblockedAsync(string path) => UntilAsync(() => !IsBlocked(path));

    private bool IsBlocked(string path) => _blocked.Any(one => one.Value > 0 && one.Key.StartsWith(path, StringComparison.Ordinal));

    private async Task UntilAsync(Func<bool> condition)
    {
        while (true)
        {
            var next = Volatile.Read(ref _blocking).Task;
            if (condition())
                return;
            await next.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private void Tell() => Interlocked.Exchange(ref _blocking, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    public async ValueTask DisposeAsync()
    {
        State.Wake();
        await _app.DisposeAsync();
        _mistakes.ShouldBeEmpty();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        _asked.Enqueue($"{context.Request.Method} {path}{context.Request.QueryString}");
        if (ApiDescription.Find() is { } description)
        {
            foreach (var mistake in description.RequestMistakes(context.Request.Method, path[3..], context.Request.Query.Keys, body))
                _mistakes.Enqueue(mistake);
        }

        var fault = Take($"{context.Request.Method} {path}");
        if (fault is { IsAfter: false })
        {
            await WriteAsync(context, fault);
            return;
        }

        var reply = context.Request.Headers["X-Nomad-Token"] == Token || path == "/v1/jobs/parse" ? await ReplyAsync(context, path[3..], body) : new NomadReply(Denial.Status, Denial.Body);
        if (reply is null)
            return;
        if (fault is not null)
            await WriteAsync(context, fault);
        else
            await WriteAsync(context, reply);
    }

    private async Task<NomadReply?> ReplyAsync(HttpContext context, string path, string body)
    {
        var query = context.Request.Query.ToDictionary(one => one.Key, one => one.Value.ToString());
        var since = query.TryGetValue("index", out var index) ? long.Parse(index) : 0;
        while (true)
        {
            var changed = State.Changed;
            NomadReply reply;
            lock (State.Gate)
            {
                reply = Routes.Answer(context.Request.Method, path, query, body);
                reply = reply with { Index = reply.Index ?? State.Index };
            }

            if (since == 0 || reply.Index != since || reply.Status != 200)
            {
                if (reply.Status == 200 && ApiDescription.Find() is { } description)
                {
                    foreach (var mistake in description.AnswerMistakes(context.Request.Method, path, reply.Body))
                        _mistakes.Enqueue(mistake);
                }

                return reply;
            }

            _blocked.AddOrUpdate($"/v1{path}", 1, (_, count) => count + 1);
            Tell();
            try
            {
                await changed.WaitAsync(context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
            finally
            {
                _blocked.AddOrUpdate($"/v1{path}", 0, (_, count) => count - 1);
                Tell();
            }

            if (TimeIsOver)
                return reply;
        }
    }

    /// <summary>Whether waiting queries end without a change when they are woken.</summary>
    public bool TimeIsOver { get; set; }

    private Fault? Take(string asked)
    {
        if (!_faults.TryPeek(out var next) || !(asked == next.Asked || (next.Asked.EndsWith('/') && asked.StartsWith(next.Asked, StringComparison.Ordinal))))
            return null;
        _faults.TryDequeue(out next);
        return next.Fault;
    }

    private static async Task WriteAsync(HttpContext context, NomadReply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.Headers["X-Nomad-Index"] = $"{reply.Index}";
        context.Response.Headers["X-Nomad-KnownLeader"] = "true";
        context.Response.Headers["X-Nomad-LastContact"] = "0";
        if (reply.NextToken is not null)
            context.Response.Headers["X-Nomad-NextToken"] = reply.NextToken;
        if (reply.Status != 204)
            await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext context, Fault fault)
    {
        context.Response.StatusCode = fault.Status;
        if (fault.RetryAfter is not null)
            context.Response.Headers.RetryAfter = fault.RetryAfter;
        if (fault.CutAt is not { } cut)
        {
            await context.Response.WriteAsync(fault.Body);
            return;
        }

        if (cut > 0)
        {
            context.Response.ContentLength = fault.Body.Length;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(fault.Body[..cut]));
            await context.Response.Body.FlushAsync();
        }

        context.Abort();
    }
}
