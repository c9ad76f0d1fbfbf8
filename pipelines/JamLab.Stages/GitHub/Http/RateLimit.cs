using System.Globalization;
using System.Net;

namespace JamLab.Stages.GitHub.Http;

/// <summary>GitHub asks to wait; how its answers say so is written in docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api.</summary>
internal sealed record RateLimit(TimeSpan Wait, string Name)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>Null when the answer is not about limits.</summary>
    /// <param name="response">An answer whose body is read already.</param>
    /// <param name="now">Used when the answer bears no date: the server's clock counts, not ours.</param>
    /// <param name="attempt">How often it was asked to wait before, for limits that name no time.</param>
    public static async ValueTask<RateLimit?> OfAsync(HttpResponseMessage response, DateTimeOffset now, int attempt)
    {
        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            return null;
        var there = response.Headers.Date ?? now;
        if (response.Headers.RetryAfter is { } after)
            return new RateLimit(AtLeast(after.Delta ?? after.Date!.Value - there), "GitHub asks to slow down");
        if (Header(response, "x-ratelimit-remaining") == "0" && long.TryParse(Header(response, "x-ratelimit-reset"), CultureInfo.InvariantCulture, out var reset))
            return new RateLimit(AtLeast(DateTimeOffset.FromUnixTimeSeconds(reset) - there) + Least, $"the limit of {Header(response, "x-ratelimit-limit") ?? "all"} requests an hour is used up");
        var body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.TooManyRequests
            || body.Contains("secondary rate limit", StringComparison.OrdinalIgnoreCase) || body.Contains("abuse detection", StringComparison.OrdinalIgnoreCase)
            ? new RateLimit(TimeSpan.FromMinutes(Math.Pow(2, attempt)), "GitHub asks to slow down")
            : null;
    }

    private static TimeSpan AtLeast(TimeSpan wait) => wait < Least ? Least : wait;

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
