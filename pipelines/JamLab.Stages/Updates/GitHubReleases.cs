using System.Text.Json;

namespace JamLab.Stages.Updates;

/// <summary>Releases and tags of a repository as GitHub's REST API tells them ("List releases", "Get a reference", "Get a tag").</summary>
internal static class GitHubReleases
{
    /// <summary>The tags of releases that are neither drafts nor pre-releases.</summary>
    public static async Task<IReadOnlyList<string>> StableAsync(Publishers publishers, Uri releases, CancellationToken cancellation)
    {
        var tags = new List<string>();
        await foreach (var page in publishers.PagesAsync(new Uri($"{releases}?per_page=100"), null, cancellation).ConfigureAwait(false))
        {
            if (page.ValueKind != JsonValueKind.Array)
                throw new PublisherException($"{releases} is no list");
            tags.AddRange(page.EnumerateArray().Where(one => !Is(one, "draft") && !Is(one, "prerelease")).Select(one => Text(one, "tag_name")).OfType<string>());
        }

        return tags;
    }

    /// <summary>The commit that a tag leads to, whether the tag is one of its own (annotated) or only a name.</summary>
    public static async Task<string> CommitAsync(Publishers publishers, Uri repository, string tag, CancellationToken cancellation)
    {
        var at = await ObjectAsync(publishers, new Uri($"{repository}/git/ref/tags/{Uri.EscapeDataString(tag)}"), cancellation).ConfigureAwait(false);
        // A tag may lead to a tag; further than this nobody goes.
        for (var depth = 0; at.Type == "tag" && depth < 5; depth++)
            at = await ObjectAsync(publishers, new Uri($"{repository}/git/tags/{at.Sha}"), cancellation).ConfigureAwait(false);
        return at is { Type: "commit", Sha: { Length: 40 } sha } && sha.All(char.IsAsciiHexDigitLower) ? sha : throw new PublisherException($"{repository}: the tag {tag} leads to no commit");
    }

    private static async Task<(string? Type, string? Sha)> ObjectAsync(Publishers publishers, Uri address, CancellationToken cancellation)
    {
        var answer = await publishers.JsonAsync(address, cancellation).ConfigureAwait(false);
        return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("object", out var found) && found.ValueKind == JsonValueKind.Object ? (Text(found, "type"), Text(found, "sha")) : (null, null);
    }

    private static bool Is(JsonElement one, string name) => one.ValueKind == JsonValueKind.Object && one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement one, string name) => one.ValueKind == JsonValueKind.Object && one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
