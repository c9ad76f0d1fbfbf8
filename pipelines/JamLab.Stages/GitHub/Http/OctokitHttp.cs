using Octokit;
using Octokit.Internal;

namespace JamLab.Stages.GitHub.Http;

/// <summary>
/// What Octokit sends through. Its own adapter copies every body into memory, sets limits by the real clock and follows redirects with bodies
/// anywhere; the handlers here do those.
/// </summary>
internal sealed class OctokitHttp(HttpMessageInvoker http, GitHubCall call) : HttpClientAdapter(static () => new BufferHandler()), IHttpClient
{
    async Task<IResponse> IHttpClient.Send(IRequest request, CancellationToken cancellationToken, Func<object, object>? preprocessResponseBody)
    {
        using var message = BuildRequestMessage(request);
        // Octokit says that PUT and PATCH bear a form, though it writes JSON.
        if (message.Content is StringContent { Headers.ContentType: { } type })
            type.MediaType = "application/json";
        message.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        message.Options.Set(GitHubCall.Key, call);
        using var response = await http.SendAsync(message, call.Cancellation).ConfigureAwait(false);
        return await BuildResponse(response, preprocessResponseBody).ConfigureAwait(false);
    }
}
