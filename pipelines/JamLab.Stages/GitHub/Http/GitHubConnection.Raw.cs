using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Octokit;

namespace JamLab.Stages.GitHub.Http;

internal sealed partial class GitHubConnection
{
    private const string Accept = "application/vnd.github+json";

    public async Task<T> GetAsync<T>(GitHubCall call, string path, JsonTypeInfo<T> type) => Read(await GetTextAsync(call, path).ConfigureAwait(false), type);

    /// <summary>Null when GitHub has no such thing, or does not show it to this token.</summary>
    public async Task<T?> FindAsync<T>(GitHubCall call, string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await GetAsync(call, path, type).ConfigureAwait(false);
        }
        catch (GitHubException missing) when (missing.Status == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>All pages, each as GitHub's Link header names the next.</summary>
    public async Task<IReadOnlyList<TItem>> GetAllAsync<TPage, TItem>(GitHubCall call, string path, JsonTypeInfo<TPage> type, Func<TPage, IEnumerable<TItem>> items)
    {
        var all = new List<TItem>();
        Uri? next = Relative($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page=100");
        while (next is not null)
        {
            var answer = await Client(call).Connection.Get<RawJson>(next, new Dictionary<string, string>(), Accept).ConfigureAwait(false);
            all.AddRange(items(Read((string)answer.HttpResponse.Body, type)));
            next = answer.HttpResponse.ApiInfo.Links.TryGetValue("next", out var link) && Server.Trusts(link) ? link : null;
        }

        return all;
    }

    /// <summary>The answer as text, whatever its kind.</summary>
    public async Task<string> GetTextAsync(GitHubCall call, string path, string accept = Accept) =>
        await TextAsync(await Client(call).Connection.Get<RawJson>(Relative(path), new Dictionary<string, string>(), accept).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>POST, PATCH or PUT; the answer as text, empty when there is none.</summary>
    public async Task<string> SendAsync<T>(GitHubCall call, HttpMethod method, string path, T body, JsonTypeInfo<T> type) => await SendAsync(call, method, Relative(path), JsonSerializer.Serialize(body, type)).ConfigureAwait(false);

    public async Task<string> SendAsync(GitHubCall call, HttpMethod method, Uri uri, string json)
    {
        var connection = Client(call).Connection;
        var answer = method.Method switch
        {
            "POST" => connection.Post<RawJson>(uri, json, Accept, "application/json"),
            "PATCH" => connection.Patch<RawJson>(uri, json, Accept),
            "PUT" => connection.Put<RawJson>(uri, json),
            _ => throw new ArgumentOutOfRangeException(nameof(method)),
        };
        return await TextAsync(await answer.ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>What is gone already was deleted.</summary>
    public async Task DeleteAsync(GitHubCall call, string path)
    {
        try
        {
            await Client(call).Connection.Delete(Relative(path)).ConfigureAwait(false);
        }
        catch (GitHubException missing) when (missing.Status == System.Net.HttpStatusCode.NotFound)
        {
        }
    }

    public static T Read<T>(string json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new GitHubException("GitHub answered with nothing where something was asked for", "look who answers at that address");

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private static async Task<string> TextAsync(IApiResponse<RawJson> answer)
    {
        if (answer.HttpResponse.Body is not Stream stream)
            return answer.HttpResponse.Body as string ?? "";
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync().ConfigureAwait(false);
    }
}
