using System.Net;
using System.Text.Json;

namespace JamLab.Stages.GitHub.Http;

/// <summary>GitHub's refusals in words: what was asked, what it answered, which permission it wants.</summary>
internal static class Failures
{
    public static GitHubException Lost(GitHubCall call, HttpRequestMessage request, string problem, bool isUncertain) =>
        new($"could not {call.Need.Action}: {Where(request)}: {problem}", "look at the line and at githubstatus.com, then run again") { IsUncertain = isUncertain };

    public static GitHubException Refused(GitHubCall call, HttpRequestMessage request, HttpResponseMessage response, string body)
    {
        var status = response.StatusCode;
        return new GitHubException($"could not {call.Need.Action}: {Where(request)} was answered with {(int)status}{Said(body)}", WayOut(call.Need, status, response))
        {
            Status = status,
            IsUncertain = FaultHandler.IsPassing(status),
        };
    }

    private static string WayOut(GitHubNeed need, HttpStatusCode status, HttpResponseMessage response) => status switch
    {
        HttpStatusCode.Unauthorized => "the token is wrong, revoked or expired: set GITHUB_TOKEN anew, or run `gh auth login`",
        HttpStatusCode.Forbidden => Permission(need, response),
        HttpStatusCode.NotFound => $"it is not there, or the token may not see it: look at the name. {Permission(need, response)}",
        HttpStatusCode.Conflict => "something is in the way there: look at the URL, then run again",
        HttpStatusCode.Gone => "this feature is turned off for the repository: turn it on in its settings",
        HttpStatusCode.UnprocessableContent => "GitHub does not take what it was given: change what its answer names",
        >= HttpStatusCode.InternalServerError => "GitHub has a problem: look at githubstatus.com, then run again",
        < HttpStatusCode.MultipleChoices => "look who answers at that address: a proxy's page is not GitHub's answer",
        < HttpStatusCode.BadRequest => "the address leads somewhere else, where the request must not follow: look at GITHUB_API_URL",
        _ => "look at what GitHub says",
    };

    /// <summary>GitHub names what it would have taken in a header; several ways are separated by semicolons.</summary>
    private static string Permission(GitHubNeed need, HttpResponseMessage response)
    {
        var least = $"the least that a token needs to {need.Action} is {need.Permission} (a classic one: {need.Classic})";
        var accepted = Header(response, "x-accepted-github-permissions") ?? Header(response, "x-accepted-oauth-scopes");
        return string.IsNullOrWhiteSpace(accepted) ? least : $"{least}; GitHub names {accepted}";
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private static string Where(HttpRequestMessage request) => $"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}";

    // GitHub's answers have a message and, for 422, a list of what is wrong with which field.
    private static string Said(string body)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(body, GitHubJson.Default.Refusal);
            var errors = (answer?.Errors ?? default) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(Told).Where(one => one.Length > 0) : [];
            return answer?.Message is { } message ? $": {string.Join("; ", errors.Prepend(message))}" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static string Told(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String)
            return error.GetString()!;
        if (error.ValueKind != JsonValueKind.Object)
            return "";
        var words = ((string[])["resource", "field", "code", "message"]).Select(name => error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null);
        return string.Join(' ', words.Where(word => word is not null));
    }
}
