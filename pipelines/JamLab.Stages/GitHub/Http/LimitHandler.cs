using System.Globalization;
using Polly;
using Polly.Retry;
using Serilog;

namespace JamLab.Stages.GitHub.Http;

/// <summary>Waits where GitHub asks to, says so, and gives up when that would take longer than <see cref="Patience"/>. A refused request was not carried out, so any may be sent again.</summary>
internal sealed class LimitHandler : DelegatingHandler
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly ResiliencePipeline<HttpResponseMessage> _waiting;

    public LimitHandler(TimeProvider time, ILogger log) =>
        _waiting = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 5,
            ShouldHandle = async seen => seen.Outcome.Result is { } response && await RateLimit.OfAsync(response, time.GetUtcNow(), seen.AttemptNumber).ConfigureAwait(false) is not null,
            DelayGenerator = async seen =>
            {
                var limit = (await RateLimit.OfAsync(seen.Outcome.Result!, time.GetUtcNow(), seen.AttemptNumber).ConfigureAwait(false))!;
                var until = (time.GetUtcNow() + limit.Wait).UtcDateTime.ToString("HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
                if (limit.Wait > Patience)
                {
                    throw new GitHubException($"{limit.Name}, and it goes on only at {until}, in {limit.Wait.TotalMinutes:0} minutes",
                        "run again then, or use an App's token, whose limit is higher")
                    { Status = seen.Outcome.Result!.StatusCode };
                }

                log.Information("Waiting until {Until:l}: {Limit:l}", until, limit.Name);
                return limit.Wait;
            },
            OnRetry = seen =>
            {
                seen.Outcome.Result?.Dispose();
                return default;
            },
        }).Build();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await _waiting.ExecuteAsync(async token => await base.SendAsync(request, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
}
