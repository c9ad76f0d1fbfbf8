using System.Collections.Concurrent;
using System.Net;
using JamLab.Inventory;
using JamLab.Stages.GitHub;
using JamLab.Stages.GitHub.Http;
using JamLab.Stages.GitHub.Login;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Serilog;
using Serilog.Core;

namespace JamLab.Tests.GitHub.Server;

/// <summary>A GitHub on the loopback that remembers what is written, written from its published API; with faults where a test wants them.</summary>
internal sealed partial class FakeGitHub : IAsyncDisposable
{
    public const string Token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    public const string Us = "octocat";

    private readonly WebApplication _app;
    private readonly List<(string Asked, Fault Fault)> _faults = [];
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly Lock _lock = new();

    private FakeGitHub(WebApplication app) => _app = app;

    public GitHubTime Time { get; } = new();

    /// <summary>Where the API begins: below a path for Enterprise.</summary>
    public string Base { get; private init; } = "/";

    public Uri Address { get; private set; } = null!;

    public GitHubServer Server => new(Address, new Uri(Address, Base));

    /// <summary>Every request so far: method and path.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    public IReadOnlyList<string> Writes => [.. _asked.Where(one => !one.StartsWith("GET", StringComparison.Ordinal))];

    /// <summary>How far its clock is ahead of the client's.</summary>
    public TimeSpan Ahead { get; set; }

    public int NotModified { get; private set; }

    /// <summary>Told of each request before it is carried out.</summary>
    public Func<HttpRequest, byte[], Task>? Judge { get; set; }

    /// <summary>Completes when a request meets silence.</summary>
    public TaskCompletionSource Silent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<FakeGitHub> StartAsync(string @base = "/")
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var fake = new FakeGitHub(builder.Build()) { Base = @base };
        fake._app.Run(fake.AnswerAsync);
        await fake._app.StartAsync();
        fake.Address = new Uri(fake._app.Urls.First() + "/");
        return fake;
    }

    /// <summary>The lab's repository here, as somebody who has the token.</summary>
    public GitHubRepository Open(ILogger? log = null) => Open(new FixedToken(new Secret(Token)), log);

    public GitHubRepository Open(ITokens tokens, ILogger? log = null, string name = "lab")
    {
        var place = new RepositoryPlace(Server, "octocat", name);
        return new GitHubRepository(place, new GitHubConnection(Server, tokens, Time, log ?? Logger.None, () => 0.5), tokens, Time);
    }

    /// <summary>The next requests of this "METHOD path" (of any below it, when it ends with a slash) meet these faults, each one once.</summary>
    public void Fail(string asked, params Fault[] faults)
    {
        lock (_lock)
            _faults.AddRange(faults.Select(fault => (asked, fault)));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (Exception broken) when (broken is IOException or BadHttpRequestException or OperationCanceledException)
        {
            return;
        }

        var path = context.Request.Path.Value!;
        var asked = $"{context.Request.Method} {path}";
        _asked.Enqueue(asked);
        if (Judge is { } judge)
            await judge(context.Request, body.ToArray());
        var fault = Take(asked);
        if (fault?.Kind == FaultKind.Cut)
        {
            context.Abort();
            return;
        }

        if (fault?.Kind == FaultKind.Silence)
        {
            Silent.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        context.Response.Headers.Date = (Time.GetUtcNow() + Ahead).ToString("r");
        if (fault?.Kind == FaultKind.Status)
        {
            foreach (var (name, value) in fault.Headers)
                context.Response.Headers[name] = value;
            await WriteAsync(context, fault.Status, fault.Body, half: false, fault.Type);
            return;
        }

        Answer answer;
        lock (_lock)
            answer = Carry(context, path, body.ToArray());
        if (fault?.Kind == FaultKind.AnswerLost)
        {
            context.Abort();
            return;
        }

        if (answer.Link is { } link)
            context.Response.Headers.Link = link;
        if (answer.Location is { } location)
            context.Response.Headers.Location = location;
        var text = answer.Text ?? answer.Body?.ToJsonString() ?? "";
        var etag = $"W/\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text + answer.Link)))}\"";
        if (context.Request.Method == "GET" && answer.Status == 200)
        {
            context.Response.Headers.ETag = etag;
            if (context.Request.Headers.IfNoneMatch == etag)
            {
                NotModified++;
                context.Response.StatusCode = 304;
                return;
            }
        }

        await WriteAsync(context, answer.Status, text, fault?.Kind == FaultKind.HalfAnswer, answer.Text is null ? "application/json; charset=utf-8" : "text/plain");
    }

    private static async Task WriteAsync(HttpContext context, int status, string text, bool half, string type = "application/json; charset=utf-8")
    {
        context.Response.StatusCode = status;
        if (text.Length == 0)
            return;
        context.Response.ContentType = type;
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(half ? bytes.AsMemory(0, bytes.Length / 2) : bytes);
        if (!half)
            return;
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private Fault? Take(string asked)
    {
        lock (_lock)
        {
            var index = _faults.FindIndex(one => one.Asked == asked || (one.Asked.EndsWith('/') && asked.StartsWith(one.Asked, StringComparison.Ordinal)));
            if (index < 0)
                return null;
            var fault = _faults[index].Fault;
            if (fault.After-- > 0)
                return null;
            _faults.RemoveAt(index);
            return fault;
        }
    }
}
