using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Serilog;
using Serilog.Events;

namespace JamLab.Stages.GitHub.Http;

/// <summary>Sends again what failed for a passing reason, if twice is like once or it certainly did not arrive. Each attempt has its limit of time.</summary>
internal sealed class FaultHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage> Request = new("request");
    private readonly ResiliencePipeline<HttpResponseMessage> _again;

    public FaultHandler(TimeProvider time, Func<double> chance, ILogger log) =>
        _again = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 5,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = TimeSpan.FromSeconds(20),
                UseJitter = true,
                Randomizer = chance,
                ShouldHandle = seen => ValueTask.FromResult(IsPassing(seen.Outcome) && (DidNotArrive(seen.Outcome.Exception) || MayRepeat(seen.Context.Properties.GetValue(Request, null!)))),
                OnRetry = seen =>
                {
                    // Who waits longer than a moment is told why.
                    log.Write(seen.AttemptNumber == 0 ? LogEventLevel.Debug : LogEventLevel.Information, "GitHub, once more in {Seconds:0} s: {Problem:l}",
                        seen.RetryDelay.TotalSeconds, seen.Outcome.Exception?.Message ?? $"status {(int)seen.Outcome.Result!.StatusCode}");
                    seen.Outcome.Result?.Dispose();
                    return default;
                },
            })
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = seen => ValueTask.FromResult(LimitOf(seen.Context.Properties.GetValue(Request, null!))) })
            .Build();

    /// <summary>Whether the failure says nothing about what was asked.</summary>
    public static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    public static bool IsPassing(Exception exception) => exception is HttpRequestException or IOException or TimeoutRejectedException;

    /// <summary>Whether no byte of the request can have reached GitHub.</summary>
    public static bool DidNotArrive(Exception? exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Request, request);
        try
        {
            return await _again.ExecuteAsync(async inner => await base.SendAsync(request, inner.CancellationToken).ConfigureAwait(false), context).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is { } exception ? IsPassing(exception) : IsPassing(outcome.Result!.StatusCode);

    private static bool MayRepeat(HttpRequestMessage request) =>
        (request.Options.TryGetValue(GitHubCall.Key, out var call) ? call.Repetition : Repetition.ByMethod) switch
        {
            Repetition.Always => true,
            Repetition.Never => request.Method == HttpMethod.Get,
            _ => request.Method != HttpMethod.Post,
        };

    // A minute, and what a slow line (100 kB a second) takes for what is sent.
    private static TimeSpan LimitOf(HttpRequestMessage request) =>
        TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds((request.Content?.Headers.ContentLength ?? 0) / 100_000);
}
