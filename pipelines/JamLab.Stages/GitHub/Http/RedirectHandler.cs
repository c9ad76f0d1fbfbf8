using System.Net;

namespace JamLab.Stages.GitHub.Http;

/// <summary>
/// Follows what was moved, as docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api asks: the same request to
/// the new address. Only questions leave the host, and never from https to http; the token stays (<see cref="TokenHandler"/>).
/// </summary>
internal sealed class RedirectHandler : DelegatingHandler
{
    private const int Most = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var hop = 0; ; hop++)
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location || hop == Most)
                return response;
            var target = new Uri(request.RequestUri!, location);
            if (!MayFollow(request, target))
                return response;
            request = Moved(request, target, response.StatusCode == HttpStatusCode.SeeOther);
            response.Dispose();
        }
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static bool MayFollow(HttpRequestMessage request, Uri target) =>
        (target.Scheme == request.RequestUri!.Scheme || target.Scheme == Uri.UriSchemeHttps)
        && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || target.Authority == request.RequestUri.Authority);

    private static HttpRequestMessage Moved(HttpRequestMessage request, Uri target, bool asQuestion)
    {
        var moved = new HttpRequestMessage(asQuestion ? HttpMethod.Get : request.Method, target) { Content = asQuestion ? null : request.Content, Version = request.Version };
        foreach (var header in request.Headers)
            moved.Headers.TryAddWithoutValidation(header.Key, header.Value);
        foreach (var option in request.Options)
            ((IDictionary<string, object?>)moved.Options)[option.Key] = option.Value;
        return moved;
    }
}
