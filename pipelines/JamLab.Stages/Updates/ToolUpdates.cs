using System.Text.Json;
using JamLab.Stages.Tools;

namespace JamLab.Stages.Updates;

/// <summary>The tools in <c>downloads.json</c>: versions from HashiCorp's index (<c>{ "versions": { "1.14.2": … } }</c>) or GitHub's releases, sums from the publisher's <c>SHA256SUMS</c>.</summary>
internal sealed class ToolUpdates(Publishers publishers, bool majors)
{
    public async Task<Findings> FindAsync(Tree tree, CancellationToken cancellation)
    {
        var findings = new Findings();
        if (tree.Read(PinnedDownloads.File) is not { } json)
            return findings;
        var changes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, tool) in Read(json))
        {
            await findings.TryAsync(name, async () =>
            {
                var versions = await VersionsAsync(new Uri(tool.Releases), cancellation).ConfigureAwait(false);
                if (VersionText.Parse(tool.Version)!.Newest(versions, majors) is not { } newest)
                    return;
                var sums = await SumsAsync(tool, newest.Text, cancellation).ConfigureAwait(false);
                changes[$"{name}\nversion"] = newest.Text;
                foreach (var (platform, sum) in sums)
                    changes[$"{name}\nsha256\n{platform}"] = sum;
                findings.Updates.Add(new Update(name, PinnedDownloads.File, tool.Version, newest.Text, Link(tool, newest.Text)));
            }).ConfigureAwait(false);
        }

        if (changes.Count > 0)
            findings.Files[PinnedDownloads.File] = JsonValues.Replace(json, changes);
        return findings;
    }

    private async Task<List<string>> VersionsAsync(Uri releases, CancellationToken cancellation)
    {
        if (releases.Host == "api.github.com")
            return [.. (await GitHubReleases.StableAsync(publishers, releases, cancellation).ConfigureAwait(false)).Select(tag => tag.TrimStart('v'))];
        var index = await publishers.JsonAsync(releases, cancellation).ConfigureAwait(false);
        return index.ValueKind == JsonValueKind.Object && index.TryGetProperty("versions", out var versions) && versions.ValueKind == JsonValueKind.Object
            ? [.. versions.EnumerateObject().Select(one => one.Name)]
            : throw new PublisherException($"{releases} has no list of versions");
    }

    // A version without the sum of every platform that is pinned today is not taken at all.
    private async Task<Dictionary<string, string>> SumsAsync(PinnedTool tool, string version, CancellationToken cancellation)
    {
        var address = new Uri(PinnedTool.Address(tool.Sums, version));
        var sums = SumList.Read(await publishers.TextAsync(address, cancellation).ConfigureAwait(false), 64);
        return tool.Sha256.Keys.ToDictionary(platform => platform, platform => sums.GetValueOrDefault(Path.GetFileName(PinnedTool.Address(tool.Url, version, platform)))
            ?? throw new PublisherException($"{address} has no sum for {platform}"));
    }

    private static IReadOnlyDictionary<string, PinnedTool> Read(string json)
    {
        try
        {
            return PinnedTool.Read(json);
        }
        catch (JsonException wrong)
        {
            throw new StageException($"{PinnedDownloads.File} cannot be read: {wrong.Message}", "bring it back from git");
        }
    }

    private static string Link(PinnedTool tool, string version)
    {
        var releases = new Uri(tool.Releases);
        var repository = releases.Host == "api.github.com" ? string.Concat(releases.Segments[2..4]).TrimEnd('/') : $"hashicorp/{releases.Segments[1].TrimEnd('/')}";
        return $"https://github.com/{repository}/releases/tag/v{version}";
    }
}
