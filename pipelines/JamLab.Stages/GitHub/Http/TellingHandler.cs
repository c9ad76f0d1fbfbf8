using System.Net;
using System.Text.Json;
using Polly.Timeout;

namespace JamLab.Stages.GitHub.Http;

/// <summary>Turns what GitHub refused, or what came instead of an answer, into words; Octokit sees answers only.</summary>
internal sealed class TellingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = request.Options.TryGetValue(GitHubCall.Key, out var known) ? known : throw new InvalidOperationException("a request that is for nothing");
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (FaultHandler.IsPassing(lost))
        {
            throw Failures.Lost(call, request, lost is TimeoutRejectedException ? "no answer in time" : lost.Message, !FaultHandler.DidNotArrive(lost));
        }

        if (response.StatusCode < HttpStatusCode.MultipleChoices && !IsForeign(response))
            return response;
        if (response.StatusCode == HttpStatusCode.NotModified)
            return response;
        using (response)
            throw Failures.Refused(call, request, response, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
    }

    // A proxy's page with status 200, or half a document.
    private static bool IsForeign(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType switch
    {
        "text/html" => true,
        "application/json" => !IsJson(response.Content.ReadAsStream()),
        _ => false,
    };

    private static bool IsJson(Stream body)
    {
        try
        {
            using var parsed = body.Length == 0 ? null : JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        finally
        {
            body.Position = 0;
        }
    }
}
