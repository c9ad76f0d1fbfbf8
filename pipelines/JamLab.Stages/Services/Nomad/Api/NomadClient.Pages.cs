namespace JamLab.Stages.Services.Nomad.Api;

public sealed partial class NomadClient
{
    /// <summary>How many things are asked for at once: a page of allocations is some 300 KB then.</summary>
    internal const int PageSize = 200;

    /// <summary>All pages of a list, one after the other (X-Nomad-NextToken).</summary>
    internal async Task<IReadOnlyList<T>> ListAsync<T>(string path, CancellationToken cancellation)
    {
        var all = new List<T>();
        var joint = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        string? next = null;
        do
        {
            var request = new NomadRequest(HttpMethod.Get, $"{path}{joint}per_page={PageSize}{(next is null ? "" : $"&next_token={Uri.EscapeDataString(next)}")}");
            var answer = await AskAsync(request, cancellation).ConfigureAwait(false);
            all.AddRange(Read<List<T>>(request, answer));
            if (answer.NextToken is { Length: > 0 } token && token == next)
                throw new NomadAnswerException(System.Net.HttpStatusCode.OK, token, $"{request} gives the same page again and again", "a proxy seems to answer from its store: ask Nomad itself");
            next = answer.NextToken is { Length: > 0 } more ? more : null;
        }
        while (next is not null);
        return all;
    }
}
