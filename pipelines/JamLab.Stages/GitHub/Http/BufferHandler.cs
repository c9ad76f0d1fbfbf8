namespace JamLab.Stages.GitHub.Http;

/// <summary>Reads the whole answer before it is passed on, so that a connection that breaks in the middle is seen where requests are repeated.</summary>
internal sealed class BufferHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
