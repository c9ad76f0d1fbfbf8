using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using JamLab.Inventory;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace JamLab.Stages.Updates;

/// <summary>Asks publishers over HTTP: with a time limit each time, again where it may help, and never for longer than they ask us to wait. All that goes wrong is a <see cref="PublisherException"/>.</summary>
/// <param name="http">The way out.</param>
/// <param name="time">For waiting.</param>
/// <param name="gitHub">A token for GitHub's API, which without one answers 60 questions an hour; sent nowhere else.</param>
internal sealed class Publishers(HttpClient http, TimeProvider time, Secret? gitHub = null)
{
    private const int MostPages = 200;
    private const long MostBytes = 32 << 20;
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(60);

    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = one => ValueTask.FromResult(one.Outcome.Exception is HttpRequestException or TimeoutRejectedException
                || (one.Outcome.Result is { } answer && (answer.StatusCode >= HttpStatusCode.InternalServerError || answer.StatusCode == HttpStatusCode.TooManyRequests) && Wait(answer, time) <= MostPatience)),
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromMilliseconds(500),
            BackoffType = DelayBackoffType.Exponential,
            DelayGenerator = one => ValueTask.FromResult<TimeSpan?>(one.Outcome.Result?.Headers.RetryAfter is null ? null : Wait(one.Outcome.Result, time)),
            OnRetry = one =>
            {
                one.Outcome.Result?.Dispose();
                return default;
            },
        })
        .AddTimeout(TimeSpan.FromSeconds(30))
        .Build();

    public async Task<string> TextAsync(Uri address, CancellationToken cancellation)
    {
        using var answer = await AskAsync(address, null, cancellation).ConfigureAwait(false);
        return await BodyAsync(answer, address, cancellation).ConfigureAwait(false);
    }

    public async Task<JsonElement> JsonAsync(Uri address, CancellationToken cancellation) => Parse(await TextAsync(address, cancellation).ConfigureAwait(false), address);

    /// <summary>A list page by page, as <c>Link</c> leads from one to the next (RFC 8288).</summary>
    /// <param name="first">The first page.</param>
    /// <param name="bearer">What a container registry wants to see; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<JsonElement> PagesAsync(Uri first, string? bearer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = first;
        for (var page = 0; next is not null && page < MostPages; page++)
        {
            using var answer = await AskAsync(next, bearer, cancellation).ConfigureAwait(false);
            yield return Parse(await BodyAsync(answer, next, cancellation).ConfigureAwait(false), next);
            next = Links.Next(answer, next) is { } following && following.Host == first.Host ? following : null;
        }
    }

    /// <summary>What a registry says of who may ask; null where anybody may.</summary>
    public async Task<AuthenticationHeaderValue?> ChallengeAsync(Uri address, CancellationToken cancellation)
    {
        using var answer = await SendAsync(address, null, cancellation).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.Unauthorized ? answer.Headers.WwwAuthenticate.FirstOrDefault(one => one.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)) : null;
    }

    private async Task<HttpResponseMessage> AskAsync(Uri address, string? bearer, CancellationToken cancellation)
    {
        var answer = await SendAsync(address, bearer, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
        {
            var isLimit = answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests && answer.Headers.TryGetValues("x-ratelimit-remaining", out var left) && left.First() == "0";
            throw new PublisherException($"{address} answers {(int)answer.StatusCode}{(isLimit ? ": the hour's questions are used up (set GITHUB_TOKEN)" : "")}");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, string? bearer, CancellationToken cancellation)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async stop =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.UserAgent.ParseAdd("JamLab");
                if (address.Host == "api.github.com")
                {
                    request.Headers.Accept.ParseAdd("application/vnd.github+json");
                    request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
                }

                var token = bearer ?? (address.Host == "api.github.com" ? gitHub?.Reveal() : null);
                if (token is not null)
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
            }, cancellation).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is HttpRequestException or TimeoutRejectedException)
        {
            throw new PublisherException($"{address} could not be reached: {failed.Message}");
        }
    }

    private async Task<string> BodyAsync(HttpResponseMessage answer, Uri address, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(_ => limited.Cancel(), null, MostPatience, Timeout.InfiniteTimeSpan);
        try
        {
            await answer.Content.LoadIntoBufferAsync(MostBytes, limited.Token).ConfigureAwait(false);
            return await answer.Content.ReadAsStringAsync(limited.Token).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException || (failed is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new PublisherException($"{address} broke off: {failed.Message}");
        }
    }

    private static JsonElement Parse(string text, Uri address)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new PublisherException($"{address} answers with what is no JSON");
        }
    }

    private static TimeSpan Wait(HttpResponseMessage answer, TimeProvider time) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero,
        _ => TimeSpan.Zero,
    };
}
