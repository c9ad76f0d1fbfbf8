using System.Text.Json;
using System.Text.RegularExpressions;

namespace JamLab.Stages.Updates;

/// <summary>Asks a container registry for tags (OCI distribution specification, "Listing Tags"), with a token for everybody where it wants one (Distribution's "Token Authentication").</summary>
internal sealed partial class ContainerRegistry(Publishers publishers)
{
    public async Task<IReadOnlyList<string>> TagsAsync(ImageName image, CancellationToken cancellation)
    {
        var challenge = await publishers.ChallengeAsync(image.Tags, cancellation).ConfigureAwait(false);
        var token = challenge is null ? null : await TokenAsync(image, challenge.Parameter ?? "", cancellation).ConfigureAwait(false);
        var tags = new List<string>();
        await foreach (var page in publishers.PagesAsync(image.Tags, token, cancellation).ConfigureAwait(false))
        {
            if (page.ValueKind != JsonValueKind.Object || !page.TryGetProperty("tags", out var list))
                throw new PublisherException($"{image.Tags} is no list of tags");
            // A repository without any says null.
            if (list.ValueKind == JsonValueKind.Array)
                tags.AddRange(list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!));
        }

        return tags;
    }

    private async Task<string> TokenAsync(ImageName image, string challenge, CancellationToken cancellation)
    {
        var words = Words().Matches(challenge).ToDictionary(one => one.Groups[1].Value.ToLowerInvariant(), one => one.Groups[2].Value, StringComparer.Ordinal);
        if (!words.TryGetValue("realm", out var realm) || !Uri.TryCreate(realm, UriKind.Absolute, out var address) || address.Scheme != "https")
            throw new PublisherException($"{image.Registry} wants a token and names no https address for it");
        var scope = words.GetValueOrDefault("scope") ?? $"repository:{image.Repository}:pull";
        var question = new Uri($"{address}{(address.Query.Length > 0 ? "&" : "?")}scope={Uri.EscapeDataString(scope)}{(words.TryGetValue("service", out var service) ? $"&service={Uri.EscapeDataString(service)}" : "")}");
        var answer = await publishers.JsonAsync(question, cancellation).ConfigureAwait(false);
        foreach (var name in new[] { "token", "access_token" })
        {
            if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var token) && token.ValueKind == JsonValueKind.String)
                return token.GetString()!;
        }

        throw new PublisherException($"{address} gives no token");
    }

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Words();
}
