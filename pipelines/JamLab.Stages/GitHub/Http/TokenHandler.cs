using System.Net;
using System.Net.Http.Headers;

namespace JamLab.Stages.GitHub.Http;

/// <summary>Signs requests, those to GitHub itself only, and takes a new token when GitHub no longer takes the old one.</summary>
internal sealed class TokenHandler(GitHubServer server, ITokens tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = null;
        if (!server.Trusts(request.RequestUri!))
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        while (true)
        {
            var token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
            HttpResponseMessage response;
            try
            {
                response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // What is shown of a request must not hold it.
                request.Headers.Authorization = null;
            }

            if (response.StatusCode != HttpStatusCode.Unauthorized || !tokens.Refused(token))
                return response;
            response.Dispose();
        }
    }
}
