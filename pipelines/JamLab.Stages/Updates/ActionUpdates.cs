using System.Text.Json;
using System.Text.Json.Serialization;

namespace JamLab.Stages.Updates;

/// <summary>GitHub's actions in <c>.github/actions.lock.json</c>: version and commit of each, so that nobody changes what a tag leads to under our feet.</summary>
internal sealed class ActionUpdates(Publishers publishers, bool majors)
{
    public const string File = ".github/actions.lock.json";

    public async Task<Findings> FindAsync(Tree tree, CancellationToken cancellation)
    {
        var findings = new Findings();
        if (tree.Read(File) is not { } json)
            return findings;
        var changes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (action, locked) in Read(json))
        {
            await findings.TryAsync(action, async () =>
            {
                // github/codeql-action/init is a folder of github/codeql-action.
                var name = string.Join('/', action.Split('/').Take(2));
                var repository = new Uri($"https://api.github.com/repos/{name}");
                if (VersionText.Parse(locked.Version) is not { } version)
                    throw new PublisherException($"'{locked.Version}' is no stable version such as v5.0.0");
                await CheckAsync(repository, locked, cancellation).ConfigureAwait(false);
                var tags = await GitHubReleases.StableAsync(publishers, new Uri($"{repository}/releases"), cancellation).ConfigureAwait(false);
                if (version.Newest(tags, majors) is not { } newest)
                    return;
                changes[$"{action}\nversion"] = newest.Text;
                changes[$"{action}\ncommit"] = await GitHubReleases.CommitAsync(publishers, repository, newest.Text, cancellation).ConfigureAwait(false);
                findings.Updates.Add(new Update(action, File, locked.Version, newest.Text, $"https://github.com/{name}/releases/tag/{newest.Text}"));
            }).ConfigureAwait(false);
        }

        if (changes.Count > 0)
            findings.Files[File] = JsonValues.Replace(json, changes);
        return findings;
    }

    // Tags of releases do not move, unless somebody has got hold of the repository.
    private async Task CheckAsync(Uri repository, LockedAction locked, CancellationToken cancellation)
    {
        var commit = await GitHubReleases.CommitAsync(publishers, repository, locked.Version, cancellation).ConfigureAwait(false);
        if (commit != locked.Commit)
            throw new PublisherException($"its tag {locked.Version} leads to {commit} today and to {locked.Commit} in {File}: find out who moved it before taking anything from there");
    }

    private static Dictionary<string, LockedAction> Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, LockedActionJson.Default.DictionaryStringLockedAction) ?? [];
        }
        catch (JsonException wrong)
        {
            throw new StageException($"{File} cannot be read: {wrong.Message}", "bring it back from git, or make it anew with GenerateWorkflows");
        }
    }
}

/// <summary>An action as the lock file has it.</summary>
internal sealed record LockedAction(string Version, string Commit);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<string, LockedAction>))]
internal sealed partial class LockedActionJson : JsonSerializerContext;
