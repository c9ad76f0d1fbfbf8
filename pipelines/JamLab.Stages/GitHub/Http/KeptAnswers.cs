using System.Collections.Concurrent;
using Octokit.Caching;
using Octokit.Internal;

namespace JamLab.Stages.GitHub.Http;

/// <summary>Answers with their ETags: asking again costs none of the rate limit while nothing has changed. Lives as long as one run is followed.</summary>
internal sealed class KeptAnswers : IResponseCache
{
    private readonly ConcurrentDictionary<string, CachedResponse.V1> _answers = new();

    public Task<CachedResponse.V1> GetAsync(IRequest request) => Task.FromResult(_answers.GetValueOrDefault(request.Endpoint.ToString())!);

    public Task SetAsync(IRequest request, CachedResponse.V1 cachedResponse)
    {
        _answers[request.Endpoint.ToString()] = cachedResponse;
        return Task.CompletedTask;
    }
}
